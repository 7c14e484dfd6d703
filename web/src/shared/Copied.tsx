import { Button, CopyButton } from '@mantine/core'
import { useWords } from './language'
import styles from './copied.module.css'

const en = { copy: 'Copy', copied: 'Copied' }
const vi: typeof en = { copy: 'Chép', copied: 'Đã chép' }

/** What belongs elsewhere, such as a record of DNS, to be copied. */
export function Copied({ label, text }: { label: string; text: string }) {
  const w = useWords({ en, vi })
  return (
    <div className={styles.copied}>
      <b>{label}</b><code>{text}</code>
      <CopyButton value={text}>{({ copied, copy }) => <Button size="compact-xs" variant="default" onClick={copy} aria-live="polite">{copied ? w.copied : w.copy}</Button>}</CopyButton>
    </div>
  )
}
