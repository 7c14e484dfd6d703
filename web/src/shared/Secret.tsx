import { Button, Group, Text } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { useWords } from './language'

const en = { copy: 'Copy', copied: 'Copied' }
const vi: typeof en = { copy: 'Chép', copied: 'Đã chép' }

/** A key or a password, to be copied. */
export function Secret({ text, label }: { text: string; label: string }) {
  const w = useWords({ en, vi })
  const { copy, copied } = useClipboard()
  return (
    <div>
      <Text size="sm" c="dimmed">{label}</Text>
      <Group gap="xs" wrap="nowrap" align="center">
        <code style={{ fontSize: '0.9375rem', overflowWrap: 'anywhere' }}>{text}</code>
        <Button size="compact-sm" variant="default" onClick={() => copy(text)} flex="none" aria-live="polite">{copied ? w.copied : w.copy}</Button>
      </Group>
    </div>
  )
}
