/**
 * Runs in the page and says what is wrong with its texts: a page wider than its window, words that are cut off, words
 * that lie upon others.
 */
export function badTexts() {
  const bad = []
  const page = document.documentElement
  if (page.scrollWidth > page.clientWidth) bad.push(`the page is ${page.scrollWidth} px wide in ${page.clientWidth} px${widest()}`)
  const texts = visibleTexts()
  for (const text of texts) {
    const cut = cutOff(text)
    if (cut) bad.push(`"${shown(text)}" ${cut}`)
  }
  for (const svg of document.querySelectorAll('svg')) bad.push(...overlapping([...svg.querySelectorAll('text')].filter((t) => t.textContent.trim())))
  bad.push(...glued(texts))
  return bad

  /** The element that sticks out furthest. */
  function widest() {
    const out = [...document.querySelectorAll('main *, header *')].filter((e) => e.getBoundingClientRect().right > page.clientWidth + 1 && !scrolls(e))
    const e = out.at(-1)
    return e ? `: <${e.tagName.toLowerCase()} class="${e.getAttribute('class') ?? ''}"> "${e.textContent.slice(0, 40)}"` : ''
  }

  /** Text nodes that can be seen, each with the box of its letters. */
  function visibleTexts() {
    const list = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode
      const element = node.parentElement
      if (!node.textContent.trim() || element.closest('svg, script, style, noscript, option, datalist, [aria-hidden="true"]')) continue
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const lines = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1)
      if (lines.length && !hiddenForEyes(element)) list.push({ node, element, box: range.getBoundingClientRect(), lines })
    }
    return list
  }

  /** Only for those who listen. */
  function hiddenForEyes(element) {
    for (let e = element; e; e = e.parentElement) {
      const style = getComputedStyle(e)
      if (style.clipPath === 'inset(50%)' || (style.position === 'absolute' && e.clientWidth <= 1)) return true
    }
    return false
  }

  /** Whether something around it lets it be scrolled into sight sideways. */
  function scrolls(element) {
    for (let e = element; e && e !== document.body; e = e.parentElement) if (/auto|scroll/.test(getComputedStyle(e).overflowX)) return true
    return false
  }

  /** Why a text cannot be read whole; undefined where it can. Where it ends in an ellipsis, its title must say it all. */
  function cutOff({ element, box, lines }) {
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      const style = getComputedStyle(e)
      if (e.dataset.clip === 'ok' || /auto|scroll/.test(style.overflowX + style.overflowY) || style.position === 'fixed') return
      if (!/hidden|clip/.test(style.overflowX + style.overflowY)) continue
      const around = e.getBoundingClientRect()
      const over = Math.max(box.right - around.right, around.left - box.left)
      if (over > 1.5 && style.overflowX !== 'visible') return e.title || e.closest('[title]') ? undefined : `is cut off by ${Math.round(over)} px`
      if (Math.max(box.bottom - around.bottom, around.top - box.top) > lines[0].height * 0.2) return 'is cut off above or below'
    }
  }

  function overlapping(texts) {
    const boxes = texts.map((text) => [text.textContent, text.getBBox()])
    return boxes.flatMap(([a, p], i) => boxes.slice(i + 1).filter(([, q]) => p.x < q.x + q.width - 1 && q.x < p.x + p.width - 1 && p.y < q.y + q.height - 2 && q.y < p.y + p.height - 2)
      .map(([b]) => `"${a}" lies upon "${b}"`))
  }

  /** Two texts that follow one another with no room between, or of which one lies upon the other. */
  function glued(texts) {
    const found = []
    for (let i = 1; i < texts.length; i++) {
      const [a, b] = [texts[i - 1], texts[i]]
      const [p, q] = [a.lines.at(-1), b.lines[0]]
      if (a.element === b.element || Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) < 4) continue
      const words = /[\p{L}\d%]$/u.test(a.node.textContent) && /^[\p{L}\d]/u.test(b.node.textContent)
      if (words && Math.abs(q.left - p.right) < 0.5) found.push(`"${shown(a)}" and "${shown(b)}" stand glued together`)
      if (Math.min(p.right, q.right) - Math.max(p.left, q.left) > 2 && !isolated(a.element, b.element) && away(a) === away(b)) found.push(`"${shown(a)}" lies upon "${shown(b)}"`)
    }
    return found
  }

  /** What is laid over the screen on purpose, such as a drawer or the bar at the bottom of phones, lies upon its texts. */
  function isolated(a, b) {
    const layer = (e) => e.closest('[role="dialog"], [data-portal], header, .shell-thumb')
    return layer(a) !== layer(b)
  }

  /** The box of which it is scrolled out of sight, up or down: there it lies upon nothing. */
  function away({ element, box }) {
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      const around = e.getBoundingClientRect()
      if (/auto|scroll/.test(getComputedStyle(e).overflowY) && (box.bottom <= around.top || box.top >= around.bottom)) return e
    }
  }

  function shown({ node }) {
    return node.textContent.trim().slice(0, 40)
  }
}
