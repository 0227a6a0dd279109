import pytest

# Their assertions are the tests': a failure says what was compared.
pytest.register_assert_rewrite("tests.figures.compared", "tests.figures.sessions")
