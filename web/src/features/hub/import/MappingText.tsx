import { Button, Group, Text, Textarea } from '@mantine/core'
import { useWords } from '../../../shared/language'
import styles from './import.module.css'
import { saveText } from './save'
import * as words from './words'

interface Props {
  text: string
  byHand: boolean
  name: string
  change: (text: string) => void
  /** Forgets what was changed by hand. */
  choices: () => void
}

/** The mapping as a file: to look at, to keep, to change by hand. */
export function MappingText({ text, byHand, name, change, choices }: Props) {
  const w = useWords(words)
  return (
    <details className={styles.mapping} open={byHand || undefined}>
      <summary>{w.import.mapping}</summary>
      <Text size="sm" c="dimmed" my="xs">{w.import.mappingText}</Text>
      {byHand ? <Textarea aria-label={w.import.mapping} autosize minRows={10} maxRows={28} value={text} onChange={(e) => change(e.currentTarget.value)} spellCheck={false} classNames={{ input: styles.code }} />
        : <pre className={styles.yaml} tabIndex={0}>{text}</pre>}
      <Group gap="xs" mt="xs">
        {byHand ? <Button size="xs" variant="default" onClick={choices}>{w.import.useChoices}</Button> : <Button size="xs" variant="default" onClick={() => change(text)}>{w.import.editMapping}</Button>}
        <Button size="xs" variant="default" onClick={() => saveText(`${name || 'mapping'}.yaml`, text)}>{w.import.download}</Button>
      </Group>
    </details>
  )
}
