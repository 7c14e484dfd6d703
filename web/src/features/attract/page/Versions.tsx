import { Button, Group, NativeSelect, Text } from '@mantine/core'
import { useState } from 'react'
import { gist, type Kind } from '../../../shared/block/blocks'
import * as blockWords from '../../../shared/block/words'
import type { ContentBlock, PageContent } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { Answer, Empty } from '../../../shared/states'
import { compare } from '../../../shared/compare'
import styles from './page.module.css'
import { usePageVersions } from './queries'
import * as words from './words'

/** What was published, the newest first; any of it can be compared with the draft or with another, and taken up again. */
export function Versions({ id, draft, restore }: { id: string; draft: PageContent; restore?: (content: PageContent) => void }) {
  const w = useWords(words)
  const f = useFormat()
  const versions = usePageVersions(id)
  const [open, setOpen] = useState<number>()
  const [against, compareWith] = useState(theDraft)
  const press = (number: number) => { setOpen(open === number ? undefined : number); compareWith(theDraft) }
  return (
    <Answer query={versions}>
      {({ versions: all }) => all?.length ? (
        <ul className={styles.all}>
          {all.map((v) => (
            <li key={v.number} className={`card ${styles.line}`}>
              <Group justify="space-between" gap="xs">
                <div><b>{w.version(v.number)}</b> <Text span size="sm" c="dimmed">{f.instant(v.at)}</Text></div>
                <Group gap={6}>
                  <Button size="compact-sm" variant="default" aria-expanded={open === v.number} onClick={() => press(v.number)}>{w.compare}</Button>
                  {restore && <Button size="compact-sm" variant="default" onClick={() => restore(v.content)}>{w.restore}</Button>}
                </Group>
              </Group>
              {open === v.number && (
                <>
                  <NativeSelect size="xs" mt="xs" maw={220} label={w.against} value={against} onChange={(e) => compareWith(Number(e.currentTarget.value))}
                    data={[{ value: theDraft, label: w.written }, ...all.filter((o) => o !== v).map((o) => ({ value: o.number, label: w.version(o.number) }))].map((o) => ({ ...o, value: String(o.value) }))} />
                  <Compared one={v} other={all.find((o) => o.number === against) ?? { number: Infinity, content: draft }} />
                </>
              )}
            </li>
          ))}
        </ul>
      ) : <Empty title={w.noVersions}>{w.publishFirst}</Empty>}
    </Answer>
  )
}

/** The older of two is what was, the newer what became of it; the draft is the newest. */
function Compared({ one, other }: Record<'one' | 'other', { number: number; content: PageContent }>) {
  const [before, after] = one.number < other.number ? [one, other] : [other, one]
  return <Differences before={before.content} after={after.content} />
}

/** Stands for the draft among the numbers of versions. */
const theDraft = 0

function Differences({ before, after }: { before: PageContent; after: PageContent }) {
  const w = useWords(words)
  const b = useWords(blockWords)
  const { language } = useLanguage()
  const lines = compare<{ name: string; says: string; all: unknown }>(linesOf(before), linesOf(after), (l) => JSON.stringify(l.all))
  if (lines.every((l) => l.is === 'same')) return <Text size="sm" mt="xs" role="status">{w.same}</Text>
  function linesOf(c: PageContent) {
    const fact = (name: string, says: string) => ({ name, says, all: [name, says] })
    return [fact(w.titleOf, `${c.title.vi} / ${c.title.en}`), fact(w.description, `${c.description.vi} / ${c.description.en}`), ...(c.blocks ?? []).map((one: ContentBlock) => ({ name: b.kinds[one.kind as Kind] ?? one.kind, says: gist(one, language), all: one }))]
  }
  return <ul className={styles.differences}>{lines.map((l, i) => <li key={i} data-is={l.is}><b>{l.value.name}</b> {l.value.says} <Text span size="xs" c="dimmed">{w.is[l.is]}</Text></li>)}</ul>
}
