"""Makes a submission's text safe to show: outputs, Markdown and metadata of its notebook."""
