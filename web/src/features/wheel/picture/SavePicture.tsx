import { Button, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useQuestion } from '../../../shared/question'
import { useSession } from '../../../shared/session'
import { download, pngOf, svgOf } from './file'
import * as words from './words'

/** Saves the picture as SVG, or as PNG at twice its size. */
export function SavePicture() {
  const w = useWords(words)
  const f = useFormat()
  const session = useSession()
  const { from, to } = useQuestion()
  const caption = [session?.workspace?.name, f.period(from, to), session?.sample && w.sampleData, 'Bánh Đà'].filter(Boolean).join(' · ')
  const save = async (kind: 'svg' | 'png') => {
    const svg = await svgOf(document.querySelector<SVGSVGElement>('#wheel-picture')!, caption)
    const file = kind === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await pngOf(svg)
    download(file, `banh-da-${from.slice(0, 10)}-${to.slice(0, 10)}.${kind}`)
  }
  const failed = () => notifications.show({ color: 'red', message: w.saveFailed })
  return (
    <Menu>
      <Menu.Target><Button variant="default" size="xs">{w.save}</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void save('svg').catch(failed)}>SVG</Menu.Item>
        <Menu.Item onClick={() => void save('png').catch(failed)}>PNG</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
