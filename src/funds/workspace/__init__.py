"""The workspace (工作区): a folder with funds.toml, the law, the reports, the evidence and the record."""

from funds.workspace.evidence import EvidenceError
from funds.workspace.place import NoWorkspaceError, Workspace, find, sitting
from funds.workspace.settings import Problem, Settings, SettingsError

__all__ = [
    "EvidenceError",
    "NoWorkspaceError",
    "Problem",
    "Settings",
    "SettingsError",
    "Workspace",
    "find",
    "sitting",
]
