"""The plot of the README: how long programs take for the same work, on a logarithmic scale."""
import html
import math

LEFT, WIDTH, LINE = 330, 860, 17
OURS, THEIRS, TEXT = "#2da44e", "#8c959f", "#57606a"


def bars(rows):
    """An SVG with two bars a row, ours and theirs."""
    least = min(row.ours for row in rows) / 2
    scale = (WIDTH - LEFT - 130) / math.log10(max(row.theirs for row in rows) / least)
    length = lambda value: math.log10(value / least) * scale
    parts, y = [], 24
    for row in rows:
        parts.append(label(LEFT - 8, y + 17, row.subject.replace("`", ""), "end"))
        for name, value, color in (("wandb-cfg", row.ours, OURS), (row.peer.replace("`", ""), row.theirs, THEIRS)):
            parts.append(f'<rect x="{LEFT}" y="{y}" width="{length(value):.1f}" height="{LINE - 3}" fill="{color}"/>')
            parts.append(label(LEFT + length(value) + 6, y + 11, f"{name}: {row.amount(value)}"))
            y += LINE
        y += 12
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y + 6}" '
            f'font-family="sans-serif" font-size="12">\n'
            f'{label(LEFT, 14, "milliseconds, logarithmic: each step to the right is a multiple")}\n'
            + "\n".join(parts) + "\n</svg>\n")


def label(x, y, text, anchor="start"):
    return f'<text x="{x:.1f}" y="{y}" text-anchor="{anchor}" fill="{TEXT}">{html.escape(text)}</text>'
