"""FigureFrame: gives the chart above it a name for screen readers and the colours of the page's theme."""

import anywidget
import traitlets

from medialit.widgets._esm import joined, styled


class FigureFrame(anywidget.AnyWidget):
    """Shown right below a chart; draws nothing itself.

    Parameters
    ----------
    name
        The accessible name of the chart: its title and its finding.
    """

    _esm = joined("figure_frame")
    _css = styled("figure_frame")
    name = traitlets.Unicode().tag(sync=True)
