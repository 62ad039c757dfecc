"""What an independent validator says about an instance."""

from typing import Any

from impl.engine.containment.schemas.standalone import (
    Standalone,
    UnsupportedSchemaError,
)
from impl.engine.containment.schemas.validators import validator_for


class Validator:
    """A compiled validator of one schema, built on first use."""

    def __init__(self, document: Standalone, *, formats: bool) -> None:
        self._document = document
        self._formats = formats
        self._compiled: Any = None

    def accepts(self, instance: Any) -> bool:
        """Tell whether the instance is valid.

        Raises:
            UnsupportedSchemaError: the validator refuses the schema, or cannot tell.
        """
        try:
            if self._compiled is None:
                document = self._document
                self._compiled = validator_for(
                    document.schema, document.dialect, formats=self._formats
                )
            return bool(self._compiled.is_valid(instance))
        except (ValueError, TypeError, RecursionError, OverflowError) as error:
            raise UnsupportedSchemaError("the validator cannot tell") from error


class WitnessValidator:
    """Confirms witnesses: accepted by the one schema, rejected by the other."""

    def __init__(self, sub: Standalone, sup: Standalone, *, formats: bool) -> None:
        self._sub = Validator(sub, formats=formats)
        self._sup = Validator(sup, formats=formats)

    def confirms(self, instance: Any) -> bool:
        """Tell whether the instance refutes that `sup` contains `sub`.

        Raises:
            UnsupportedSchemaError: a validator cannot tell.
        """
        return self._sub.accepts(instance) and not self._sup.accepts(instance)
