"""The operations that the description of the API has."""


def operations_of(described):
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation
