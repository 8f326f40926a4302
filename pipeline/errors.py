"""The errors that a user may meet. Each names the file, the reason and the next step."""


class PipelineError(Exception):
    """Anything that ends a run with one line for the user (exit code 1)."""


class UsageError(PipelineError):
    """The command's words are off (exit code 2)."""


class ModelError(PipelineError):
    """The German model cannot be loaded or lacks a component."""


class ResourceError(PipelineError):
    """A word list or table in resources/ breaks its own schema."""


class ReadError(PipelineError):
    """One input cannot be read; costs that input, never the run."""


class OutputError(PipelineError):
    """Results cannot be written where the user wants them."""


class ClusterError(PipelineError):
    """The cluster cannot be reached, or its workers cannot take part."""
