// How an exported page looks: one column, on a desk and on a phone, by day and by night.

export const PAGE_STYLE: string = `
:root { color-scheme: light dark; --text: #1f2328; --soft: #59636e; --page: #fff; --box: #f4f5f7; --line: #d8dce1; --user: #e8f0fe; --accent: #0b57d0; --bad: #b3261e }
@media (prefers-color-scheme: dark) { :root { --text: #e6e8eb; --soft: #9aa4af; --page: #16181c; --box: #1f2329; --line: #343a42; --user: #1c2b45; --accent: #8ab4f8; --bad: #f2b8b5 } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 52rem; background: var(--page); color: var(--text); font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere }
header { border-bottom: 1px solid var(--line); margin-bottom: 1.5rem; padding-bottom: 1rem }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .75rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0; font-size: .875rem }
dt { color: var(--soft) }
dd { margin: 0 }
article { margin: 0 0 1.5rem }
article > h2 { font-size: .875rem; margin: 0 0 .4rem; color: var(--soft) }
time { font-weight: normal; margin-left: .5rem }
.user > .typed { background: var(--user); border-radius: .75rem; padding: .75rem 1rem }
.typed { white-space: pre-wrap }
.note { color: var(--soft); font-size: .9rem }
.prose > :first-child { margin-top: 0 }
.prose > :last-child { margin-bottom: 0 }
.prose + .prose, .typed + .typed { margin-top: .75rem }
h3, h4, h5, h6 { font-size: 1rem; margin: 1rem 0 .4rem }
ul, ol { padding-left: 1.5rem }
blockquote { margin: 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--soft) }
code, pre { font: .85rem/1.5 ui-monospace, Menlo, Consolas, monospace }
code { background: var(--box); border-radius: .3rem; padding: .1rem .3rem }
pre { background: var(--box); border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; padding: .75rem; max-height: 30rem; overflow: auto }
pre code { background: none; padding: 0; overflow-wrap: normal }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .6rem 0; padding: 0 .75rem }
details[open] { padding-bottom: .6rem }
summary { cursor: pointer; padding: .45rem 0; font-size: .9rem }
summary .about { color: var(--soft) }
.bad { border-color: var(--bad) }
.failed { color: var(--bad) }
.call > h3 { font-size: .8rem; color: var(--soft); margin: .6rem 0 .2rem }
.aside > summary, .branch > summary, .remark { color: var(--soft) }
.branch > article { border-left: 3px solid var(--line); padding-left: 1rem }
table { border-collapse: collapse; display: block; overflow-x: auto; margin: .75rem 0 }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: start }
th[align=right], td[align=right] { text-align: end }
th[align=center], td[align=center] { text-align: center }
.subagent { border-left: 3px solid var(--line); padding-left: 1rem; margin-top: .5rem }
.subagent article { margin-bottom: 1rem }
img { display: block; max-width: 100%; height: auto; border-radius: .5rem; margin: .5rem 0 }
a { color: var(--accent) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
@media (max-width: 36rem) { body { padding: 1rem .9rem 3rem } h1 { font-size: 1.25rem } dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: .35rem } .subagent { padding-left: .6rem } details { padding: 0 .6rem } }
@media print { pre { max-height: none; white-space: pre-wrap } }
`;
