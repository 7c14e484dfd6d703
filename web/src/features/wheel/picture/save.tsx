import { Button, Menu } from '@mantine/core'
import { useWords } from '../../../shared/language'
import { useQuestion } from '../../../shared/question'
import * as words from './words'

/** Saves the picture as a file that stands by itself: as SVG, or as PNG at twice its size. */
export function SavePicture() {
  const w = useWords(words)
  const { from, to } = useQuestion()
  const name = `banh-da-${from.slice(0, 10)}-${to.slice(0, 10)}`
  return (
    <Menu>
      <Menu.Target><Button variant="default" size="xs">{w.save}</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => download(svgFile(), `${name}.svg`)}>SVG</Menu.Item>
        <Menu.Item onClick={() => void pngFile().then((file) => download(file, `${name}.png`))}>PNG</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

const margin = 24

/** A copy of the drawing with its colours written out, on paper, with the marks of the rim standing still. */
function standalone(): SVGSVGElement {
  const live = document.querySelector<SVGSVGElement>('#wheel-picture')!
  const copy = live.cloneNode(true) as SVGSVGElement
  const { width, height } = live.viewBox.baseVal
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('viewBox', `${-margin} ${-margin} ${width + 2 * margin} ${height + 2 * margin}`)
  copy.setAttribute('width', String(width + 2 * margin))
  copy.setAttribute('height', String(height + 2 * margin))
  copy.setAttribute('font-family', "'Inter Variable', Inter, 'Segoe UI', system-ui, sans-serif")
  copy.querySelector('.export-only')?.removeAttribute('display')
  for (const link of copy.querySelectorAll('a')) link.replaceWith(...link.childNodes)
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  for (const [key, value] of Object.entries({ x: -margin, y: -margin, width: width + 2 * margin, height: height + 2 * margin, fill: 'var(--paper)' }))
    paper.setAttribute(key, String(value))
  copy.prepend(paper)
  return copy
}

function svgText(): string {
  const look = getComputedStyle(document.documentElement)
  const text = new XMLSerializer().serializeToString(standalone())
  return text.replace(/var\((--[a-z-]+)\)/g, (_, name: string) => look.getPropertyValue(name).trim())
}

const svgFile = () => new Blob([svgText()], { type: 'image/svg+xml' })

async function pngFile(): Promise<Blob> {
  const picture = new Image()
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText())}`
  await picture.decode()
  const canvas = document.createElement('canvas')
  canvas.width = picture.width * 2
  canvas.height = picture.height * 2
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('no picture'))), 'image/png'))
}

function download(file: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}
