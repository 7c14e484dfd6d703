// The picture as a file that stands by itself: its colours written out, its typeface within, and a line that says
// whose it is and of when.

const margin = 28
const captionHeight = 30
const svgSpace = 'http://www.w3.org/2000/svg'

/** The drawing on the screen as an SVG text of its own. */
export async function svgOf(live: SVGSVGElement, caption: string): Promise<string> {
  const { width, height } = live.viewBox.baseVal
  const [wide, high] = [width + 2 * margin, height + 2 * margin + captionHeight]
  const copy = live.cloneNode(true) as SVGSVGElement
  for (const link of copy.querySelectorAll('a')) link.replaceWith(...link.childNodes)
  for (const now of copy.querySelectorAll('.screen-only')) now.remove()
  copy.querySelector('.export-only')?.removeAttribute('display')
  copy.removeAttribute('style')
  set(copy, { xmlns: svgSpace, width: wide, height: high, viewBox: `${-margin} ${-margin} ${wide} ${high}`, 'font-family': "'Inter Variable', Inter, system-ui, sans-serif" })
  copy.prepend(
    element('style', {}, await typeface()),
    element('rect', { x: -margin, y: -margin, width: wide, height: high, fill: 'var(--paper)' }),
  )
  copy.append(element('text', { x: width / 2, y: height + margin + 8, 'text-anchor': 'middle', 'font-size': 13, fill: 'var(--soft)' }, caption))
  return withColours(new XMLSerializer().serializeToString(copy))
}

/** An SVG text painted at twice its size. */
export async function pngOf(svg: string): Promise<Blob> {
  const picture = new Image()
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await picture.decode()
  await new Promise((done) => setTimeout(done, 250)) // the typeface within is read after the picture counts as decoded
  const canvas = document.createElement('canvas')
  canvas.width = picture.width * 2
  canvas.height = picture.height * 2
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('PNG'))), 'image/png'))
}

/** Hands a file to whoever looks. */
export function download(file: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

function set(e: Element, attributes: Record<string, string | number>) {
  for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, String(value))
}

function element(name: string, attributes: Record<string, string | number>, text = '') {
  const e = document.createElementNS(svgSpace, name)
  set(e, attributes)
  e.textContent = text
  return e
}

function withColours(text: string): string {
  const look = getComputedStyle(document.documentElement)
  return text.replace(/var\((--[a-z-]+)\)/g, (_, name: string) => look.getPropertyValue(name).trim())
}

/** The page's own @font-face rules for Latin and Vietnamese letters, with the fonts inside. */
async function typeface(): Promise<string> {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
  const wanted = rules.filter((rule) => rule instanceof CSSFontFaceRule && /inter-(latin|latin-ext|vietnamese)-wght/.test(rule.cssText))
  return (await Promise.all(wanted.map((rule) => inlined(rule)))).join('\n')
}

async function inlined(rule: CSSRule): Promise<string> {
  const address = /url\("?([^")]+)"?\)/.exec(rule.cssText)?.[1]
  if (!address) return ''
  const font = await (await fetch(new URL(address, rule.parentStyleSheet?.href ?? location.href))).blob()
  const data = await new Promise<string>((done) => {
    const reader = new FileReader()
    reader.onload = () => done(reader.result as string)
    reader.readAsDataURL(font)
  })
  return rule.cssText.replace(address, data)
}
