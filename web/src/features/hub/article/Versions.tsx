import { Button, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import { gist, type Kind } from '../../../shared/block/blocks'
import * as blockWords from '../../../shared/block/words'
import type { ArticleContent, ContentBlock } from '../../../shared/client'
import { compare } from '../../../shared/compare'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { Answer, Empty } from '../../../shared/states'
import styles from './article.module.css'
import { useArticleVersions } from './queries'
import * as words from './words'

/** What was published, the newest first; any of it can be compared with the draft and taken up again. */
export function Versions({ id, draft, restore, close }: { id: string; draft: ArticleContent; restore?: (content: ArticleContent) => void; close: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const versions = useArticleVersions(id)
  const [open, setOpen] = useState<number>()
  return (
    <Modal opened onClose={close} title={<b>{w.versions}</b>} size="lg">
      <Answer query={versions}>
        {({ versions: all }) => all?.length ? (
          <ul className={styles.all}>
            {all.map((v) => (
              <li key={v.number}>
                <Group justify="space-between" gap="xs">
                  <div><b>{w.version(v.number)}</b> <Text span size="sm" c="dimmed">{f.instant(v.at)}</Text></div>
                  <Group gap={6}>
                    <Button size="compact-sm" variant="default" aria-expanded={open === v.number} onClick={() => setOpen(open === v.number ? undefined : v.number)}>{w.compare}</Button>
                    {restore && <Button size="compact-sm" variant="default" onClick={() => { restore(v.content); close() }}>{w.restore}</Button>}
                  </Group>
                </Group>
                {open === v.number && <Differences before={v.content} after={draft} />}
              </li>
            ))}
          </ul>
        ) : <Empty title={w.noVersions}>{w.publishFirst}</Empty>}
      </Answer>
    </Modal>
  )
}

function Differences({ before, after }: { before: ArticleContent; after: ArticleContent }) {
  const w = useWords(words)
  const b = useWords(blockWords)
  const { language } = useLanguage()
  const linesOf = (c: ArticleContent) => [
    { name: w.name, says: `${c.title.vi} / ${c.title.en}`, all: c.title as unknown },
    { name: w.tags, says: (c.tags ?? []).join(', '), all: c.tags as unknown },
    ...(c.blocks ?? []).map((one: ContentBlock) => ({ name: b.kinds[one.kind as Kind] ?? one.kind, says: gist(one, language), all: one as unknown })),
  ]
  const lines = compare(linesOf(before), linesOf(after), (l) => JSON.stringify(l.all))
  if (lines.every((l) => l.is === 'same')) return <Text size="sm" mt="xs" role="status">{w.same}</Text>
  return <ul className={styles.differences}>{lines.map((l, i) => <li key={i} data-is={l.is}><b>{l.value.name}</b> {l.value.says} <Text span size="xs" c="dimmed">{w.is[l.is]}</Text></li>)}</ul>
}
