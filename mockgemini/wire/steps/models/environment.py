"""
The machine that an agent works on.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from mockgemini.wire.shapes.choice import OneOf
from mockgemini.wire.shapes.shape import Known, Shape


class EnvironmentVariable(Shape):
    """
    A value, or the credential it is taken from.
    """

    value: str | None = None
    credential: str | None = None


class AllowlistEntry(Shape):
    """
    A domain that may be called, and what is put into the headers of such calls.
    """

    domain: str
    credential: str | None = None
    transform: Annotated[dict[str, str] | list[dict[str, str]], OneOf()] | None = None


_Disabled: TypeAlias = Annotated[str, Known("disabled")]


class Egress(Shape):
    """
    Which domains may be called.
    """

    allowlist: Annotated[_Disabled | list[AllowlistEntry], OneOf()] | None = None


class Source(Shape):
    """
    Something to be laid onto the machine before work begins.
    """

    type: Annotated[str, Known("gcs", "inline", "repository", "skill_registry")] | None = None
    source: str | None = None
    target: str | None = None
    content: str | None = None
    encoding: str | None = None


class RemoteEnvironment(Shape):
    """
    A machine of Google's.
    """

    type: Literal["remote"]
    environment_id: str | None = None
    env: dict[str, Annotated[str | EnvironmentVariable, OneOf()]] | None = None
    network: Annotated[_Disabled | Egress, OneOf()] | None = None
    sources: list[Source] | None = None


Environment: TypeAlias = Annotated[str | RemoteEnvironment, OneOf()]
"""A machine, or the id of one."""
