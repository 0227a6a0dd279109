from drf_spectacular.openapi import AutoSchema


class NamedSchema(AutoSchema):
    """A schema in which a step with many records is not called like the step with one."""

    def get_operation_id(self) -> str:
        name = str(super().get_operation_id())
        return f"{name}_each" if str(getattr(self.view, "action", "")).endswith("_each") else name
