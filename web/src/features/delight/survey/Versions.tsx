import { Button, Group, Text } from '@mantine/core'
import type { SurveyDefinition } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage } from '../../../shared/record/field'
import { Answer, Empty } from '../../../shared/states'
import { useSurveyVersions } from './queries'
import styles from './survey.module.css'
import * as words from './words'

/** What was published of a survey, the newest first; any of it can be taken up again as what is being written. */
export function Versions({ id, restore }: { id: string; restore?: (content: SurveyDefinition) => void }) {
  const w = useWords(words)
  const f = useFormat()
  const { language } = useLanguage()
  return (
    <Answer query={useSurveyVersions(id)}>
      {({ versions }) => versions?.length ? (
        <ul className={styles.all}>
          {versions.map((v) => (
            <li key={v.number} className={`card ${styles.pad}`}>
              <Group justify="space-between"><b>{w.version(v.number)}</b>{restore && <Button size="compact-sm" variant="default" onClick={() => restore(v.content)}>{w.restore}</Button>}</Group>
              <Text size="sm" c="dimmed">{f.instant(v.at)} · {w.short[v.content.kind]}</Text>
              <Text size="sm">{inLanguage(v.content.question, language)}</Text>
            </li>
          ))}
        </ul>
      ) : <Empty title={w.noVersions}>{w.noVersionsDo}</Empty>}
    </Answer>
  )
}
