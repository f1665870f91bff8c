"""A little SVG for the card: transparent, in mid tones that can be read on light and on dark pages."""

from xml.sax.saxutils import escape

INK, GRID = "#7d8590", "#7d859040"


def text(x: float, y: float, content: str, anchor: str = "middle", size: int = 12, turn: bool = False) -> str:
    turned = f' transform="rotate(-90 {x:g} {y:g})"' if turn else ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-size="{size}"{turned}>{escape(content)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, colour: str = GRID, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"{dashed}/>'


def path(points: list[tuple[float, float]], colour: str, dash: str = "", marks: bool = True) -> str:
    """A line through points, with a dot on each."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    parts = [f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>']
    if marks:
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
    return "".join(parts)


def bar(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'


def picture(width: int, height: int, title: str, parts: list[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="system-ui, sans-serif" fill="{INK}">\n<title>{escape(title)}</title>\n'
    )
    return head + "\n".join(parts) + "\n</svg>\n"
