import { ActionIcon, Button, FileButton, Group, Text, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { productPictureAdd } from '../../../../shared/client'
import { Icon } from '../../../../shared/Icon'
import { useWords } from '../../../../shared/language'
import { useChange } from '../../../../shared/queries'
import { useEdit } from '../../../../shared/record/edit'
import type { RecordRow } from '../../../../shared/record/field'
import { useMay } from '../../../../shared/session'
import { Wrong } from '../../../../shared/states'
import styles from './pictures.module.css'
import * as words from './pictureWords'

interface Picture { file: string; alt?: string }

const most = 12
const none: Picture[] = []

/** The pictures a product is shown by, the first of them wherever there is room for one, each with what it says to who does not see it. */
export function Pictures({ record }: { record: RecordRow }) {
  const w = useWords(words)
  const edit = useEdit('products')
  const add = useChange(productPictureAdd, { refreshes: ['pictures'] })
  const may = useMay()('products:update') && !record.deleted_at
  const all = (record.values.pictures as Picture[] | undefined) ?? none
  const latest = useRef(all) // leaving what one wrote and pressing a button are one touch: the second builds on the first
  useEffect(() => { latest.current = all }, [all])
  const put = (change: (list: Picture[]) => Picture[]) => {
    const list = latest.current = change(latest.current)
    void edit(record, 'pictures', list.length ? list : null)
  }
  const send = async (files: File[]) => {
    const come: Picture[] = []
    try {
      for (const file of files.slice(0, most - all.length)) {
        const is = await add.mutateAsync({ query: { name: file.name }, body: file })
        come.push({ file: is.url.split('/').at(-1)! })
      }
    } catch { /* add.error tells it; what came before it is kept */ }
    if (come.length) put((list) => [...list, ...come.filter((c, i) => ![...list, ...come.slice(0, i)].some((p) => p.file === c.file))])
  }
  const moved = (i: number, by: number) => put((was) => { const list = [...was]; list.splice(i + by, 0, ...list.splice(i, 1)); return list })
  return (
    <section className={`card ${styles.part}`} aria-label={w.pictures}>
      <h2>{w.pictures}</h2>
      {all.length === 0 && <Text size="sm" c="dimmed">{w.none}</Text>}
      <ul className={styles.pictures}>
        {all.map((p, i) => (
          <li key={p.file}>
            <img src={`/s/i/${p.file}?w=480`} alt={p.alt ?? ''} loading="lazy" />
            {may && <Alt key={p.alt} value={p.alt ?? ''} label={w.alt(i + 1)} put={(alt) => put((list) => list.map((q) => (q.file === p.file ? { file: q.file, alt: alt || undefined } : q)))} />}
            {may && (
              <Group gap={4} justify="space-between">
                <Group gap={4}>
                  <ActionIcon variant="default" size="sm" aria-label={w.earlier(i + 1)} disabled={i === 0} onClick={() => moved(i, -1)}>←</ActionIcon>
                  <ActionIcon variant="default" size="sm" aria-label={w.later(i + 1)} disabled={i === all.length - 1} onClick={() => moved(i, 1)}>→</ActionIcon>
                </Group>
                <ActionIcon variant="subtle" color="gray" size="sm" aria-label={w.remove(i + 1)} onClick={() => put((list) => list.filter((q) => q.file !== p.file))}><Icon name="close" size={14} /></ActionIcon>
              </Group>
            )}
            {i === 0 && all.length > 1 && <Text size="xs" c="dimmed">{w.first}</Text>}
          </li>
        ))}
      </ul>
      {may && all.length < most && (
        <Group gap="sm" mt="xs">
          <FileButton multiple accept="image/jpeg,image/png,image/gif" onChange={(files) => void send(files)}>{(props) => <Button {...props} size="compact-sm" variant="default" loading={add.isPending}>{w.send}</Button>}</FileButton>
          <Text size="xs" c="dimmed" style={{ flex: 1, minWidth: 180 }}>{w.about}</Text>
        </Group>
      )}
      {add.error && <Wrong error={add.error} />}
    </section>
  )
}

/** What a picture says to who does not see it; kept when one leaves it. */
function Alt({ value, label, put }: { value: string; label: string; put: (alt: string) => void }) {
  const w = useWords(words)
  const [text, write] = useState(value)
  return <TextInput size="xs" aria-label={label} placeholder={w.altHint} maxLength={500} value={text} onChange={(e) => write(e.currentTarget.value)} onBlur={() => text.trim() !== value && put(text.trim())} />
}
