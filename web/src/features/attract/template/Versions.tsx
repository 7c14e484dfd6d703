import { Button, Group, Modal, Text } from '@mantine/core'
import type { TemplateContent as Content } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { Answer } from '../../../shared/states'
import { useVersions } from './queries'
import styles from './template.module.css'
import * as words from './words'

/** What was published, the newest first; any of it can be taken up again. */
export function Versions({ id, close, restore }: { id: string; close: () => void; restore: (content: Content) => void }) {
  const w = useWords(words)
  const f = useFormat()
  const { language } = useLanguage()
  const versions = useVersions(id, true)
  return (
    <Modal opened onClose={close} title={<b>{w.versions}</b>} size="lg">
      <Answer query={versions}>
        {({ versions: all }) => (
          <ul className={styles.all}>
            {(all ?? []).map((v) => (
              <li key={v.number}>
                <Group justify="space-between" gap="xs">
                  <div><b>{w.version(v.number)}</b> <Text span size="sm" c="dimmed">{f.instant(v.at)} · {w.classes[v.class]}</Text><Text size="sm">{v.content.subject[language] || v.content.subject.vi || v.content.body.vi}</Text></div>
                  <Button size="compact-sm" variant="default" onClick={() => { restore(v.content); close() }}>{w.restore}</Button>
                </Group>
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </Modal>
  )
}
