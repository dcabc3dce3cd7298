# Shows scripts, frames, handlers, SVG and styles that would run in the instructor's browser.
# %% start
from IPython.display import HTML, SVG, Javascript, Markdown, Latex, display
display(HTML("<script>alert('TAKEN')</script><img src=x onerror=alert(1)><iframe src=//e.org></iframe>"))
display(Javascript("alert(2)"), SVG("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(3)'><script>alert(4)</script></svg>"))
display(Markdown("[x](javascript:alert(5)) <script>alert(6)</script>"), Latex(r"$\href{javascript:alert(7)}{x}$"))
print("\x1b]8;;javascript:alert(8)\x07x\x1b]8;;\x07 <script>alert(9)</script>")
