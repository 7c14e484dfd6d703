import { Button, Group, Text } from '@mantine/core'
import type { CtaDefinition } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage } from '../../../shared/record/field'
import { Answer, Empty } from '../../../shared/states'
import styles from './cta.module.css'
import { useCTAVersions } from './queries'
import * as words from './words'

/** What was published, the newest first; any of it can be taken up again as what is being written. */
export function Versions({ id, restore }: { id: string; restore?: (content: CtaDefinition) => void }) {
  const w = useWords(words)
  const f = useFormat()
  const { language } = useLanguage()
  return (
    <Answer query={useCTAVersions(id)}>
      {({ versions: all }) => all?.length ? (
        <ul className={styles.all}>
          {all.map((v) => (
            <li key={v.number} className={`card ${styles.line}`}>
              <Group justify="space-between"><b>{w.version(v.number)}</b>{restore && <Button size="compact-sm" variant="default" onClick={() => restore(v.content)}>{w.restore}</Button>}</Group>
              <Text size="sm" c="dimmed">{f.instant(v.at)} · {w.kinds[v.content.kind]} · {inLanguage(v.content.contents?.[0]?.title, language) || inLanguage(v.content.contents?.[0]?.button, language)}</Text>
            </li>
          ))}
        </ul>
      ) : <Empty title={w.noVersions}>{w.publishFirst}</Empty>}
    </Answer>
  )
}
