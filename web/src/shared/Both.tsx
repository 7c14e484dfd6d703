import { Menu, SimpleGrid, Textarea, TextInput, UnstyledButton } from '@mantine/core'
import { useRef } from 'react'
import styles from './both.module.css'
import type { Label } from './client'
import { useWords } from './language'

const en = { vi: 'Vietnamese', en: 'English', insert: 'Insert what differs from person to person' }
const vi: typeof en = { vi: 'Tiếng Việt', en: 'Tiếng Anh', insert: 'Chèn chỗ thay đổi theo từng người' }

interface Props {
  label: string
  value: Label | undefined
  onChange: (value: Label) => void
  /** More than one line, this many at first. */
  rows?: number
  /** Characters in each language; 1,000 where it does not say. */
  longest?: number
  hint?: string
  /** Names that a message can ask for; they are put in where the cursor stands. */
  variables?: string[]
  disabled?: boolean
}

/** A text in both languages, side by side. */
export function Both({ label, value, onChange, ...rest }: Props) {
  const w = useWords({ en, vi })
  const now = value ?? { vi: '', en: '' }
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" verticalSpacing="xs">
      {(['vi', 'en'] as const).map((l) => (
        <One key={l} label={`${label} · ${w[l]}`} lang={l} value={now[l]} placeholder={now[l === 'vi' ? 'en' : 'vi']} onChange={(s) => onChange({ ...now, [l]: s })} {...rest} />
      ))}
    </SimpleGrid>
  )
}

interface OneProps extends Omit<Props, 'value' | 'onChange'> {
  lang: string
  value: string
  placeholder: string
  onChange: (value: string) => void
}

function One({ label, lang, value, placeholder, onChange, variables, rows, longest = 1000, hint, disabled }: OneProps) {
  const field = useRef<HTMLTextAreaElement & HTMLInputElement>(null)
  const put = (name: string) => {
    const at = field.current?.selectionStart ?? value.length
    const word = name.startsWith('person.') && name !== 'person.greeting' ? `{{ ${name} | default: "" }}` : `{{ ${name} }}`
    onChange(value.slice(0, at) + word + value.slice(field.current?.selectionEnd ?? at))
    field.current?.focus()
  }
  const names = !disabled && variables?.length ? <Variables variables={variables} put={put} /> : undefined
  const common = { ref: field, label, lang, value, disabled, placeholder: placeholder.slice(0, 80), maxLength: longest, description: hint, rightSection: names, onChange: (e: { currentTarget: { value: string } }) => onChange(e.currentTarget.value) }
  return rows && rows > 1
    ? <Textarea {...common} autosize minRows={rows} maxRows={18} rightSectionProps={{ className: styles.corner }} />
    : <TextInput {...common} />
}

/** The names that messages can ask for. */
function Variables({ variables, put }: { variables: string[]; put: (name: string) => void }) {
  const w = useWords({ en, vi })
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target><UnstyledButton className={styles.insert} aria-label={w.insert} title={w.insert}>{'{ }'}</UnstyledButton></Menu.Target>
      <Menu.Dropdown className={styles.variables}>
        {variables.map((v) => <Menu.Item key={v} onClick={() => put(v)}><code>{v}</code></Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  )
}
