import { Button, Group, Text } from '@mantine/core'
import type { SurveyDefinition } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Answer, Empty } from '../../../shared/states'
import { useSurveyVersions } from './queries'
import styles from './survey.module.css'
import * as words from './words'

/** What was published of a survey, the newest first; any of it can be taken up again as what is being written. */
export function Versions({ id, restore }: { id: string; restore?: (content: SurveyDefinition) => void }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Answer query={useSurveyVersions(id)}>
      {({ versions }) => versions?.length ? (
        <ul className={styles.all}>
          {versions.map((v) => (
            <li key={v.number} className={`card ${styles.pad}`}>
              <Group justify="space-between"><b>{w.version(v.number)}</b>{restore && <Button size="compact-sm" variant="default" onClick={() => restore(v.content)}>{w.restore}</Button>}</Group>
              <Text size="sm" c="dimmed">{f.instant(v.at)} · {w.short[v.content.kind]}</Text>
              <Text size="sm">{v.content.question.vi || v.content.question.en}</Text>
            </li>
          ))}
        </ul>
      ) : <Empty title={w.noVersions}>{w.noVersionsDo}</Empty>}
    </Answer>
  )
}
