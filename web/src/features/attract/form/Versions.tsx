import { Button, Group, Text } from '@mantine/core'
import type { FormDefinition } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Answer, Empty } from '../../../shared/states'
import styles from './form.module.css'
import { useFormVersions } from './queries'
import * as words from './words'

/** What was published of a form, the newest first; any of it can be taken up again as what is being written. */
export function Versions({ id, restore }: { id: string; restore?: (content: FormDefinition) => void }) {
  const w = useWords(words)
  const f = useFormat()
  const versions = useFormVersions(id)
  const draft = (c: FormDefinition) => ({ ...c, consents: (c.consents ?? []).map(({ purpose, channels, required }) => ({ purpose, channels, required })) })
  return (
    <Answer query={versions}>
      {({ versions: all }) => all?.length ? (
        <ul className={styles.all}>
          {all.map((v) => (
            <li key={v.number} className={`card ${styles.line}`}>
              <Group justify="space-between"><b>{w.version(v.number)}</b>{restore && <Button size="compact-sm" variant="default" onClick={() => restore(draft(v.content))}>{w.restore}</Button>}</Group>
              <Text size="sm" c="dimmed">{f.instant(v.at)} · {w.fieldCount((v.content.fields ?? []).length)}</Text>
            </li>
          ))}
        </ul>
      ) : <Empty title={w.noVersions}>{w.publishFirst}</Empty>}
    </Answer>
  )
}
