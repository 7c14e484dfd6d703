import { Menu, SimpleGrid, Textarea, TextInput, UnstyledButton } from '@mantine/core'
import { useRef } from 'react'
import type { Label } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import styles from './template.module.css'
import * as words from './words'

interface Props {
  label: string
  value: Label
  onChange: (value: Label) => void
  variables: string[]
  rows?: number
  hint?: string
  disabled?: boolean
}

/** A text in both languages, side by side; what differs from person to person is put in where the cursor stands. */
export function Both({ label, value, onChange, rows = 1, ...rest }: Props) {
  const w = useWords(words)
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" verticalSpacing="xs">
      {(['vi', 'en'] as const).map((l) => (
        <One key={l} label={`${label} · ${w.languages[l]}`} lang={l} rows={rows} value={value[l]} placeholder={value[l === 'vi' ? 'en' : 'vi']} onChange={(s) => onChange({ ...value, [l]: s })} {...rest} />
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

function One({ label, lang, value, placeholder, onChange, variables, rows, hint, disabled }: OneProps) {
  const field = useRef<HTMLTextAreaElement & HTMLInputElement>(null)
  const put = (name: string) => {
    const at = field.current?.selectionStart ?? value.length
    const word = name.startsWith('person.') && name !== 'person.greeting' ? `{{ ${name} | default: "" }}` : `{{ ${name} }}`
    onChange(value.slice(0, at) + word + value.slice(field.current?.selectionEnd ?? at))
    field.current?.focus()
  }
  const common = { ref: field, label, lang, value, placeholder, disabled, description: hint, rightSection: !disabled && <Variables variables={variables} put={put} />, onChange: (e: { currentTarget: { value: string } }) => onChange(e.currentTarget.value) }
  return rows && rows > 1
    ? <Textarea {...common} autosize minRows={rows} maxRows={18} rightSectionProps={{ className: styles.corner }} />
    : <TextInput {...common} />
}

/** The names that messages can ask for. */
function Variables({ variables, put }: { variables: string[]; put: (name: string) => void }) {
  const w = useWords(words)
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target><UnstyledButton className={styles.insert} aria-label={w.insert} title={w.insert}>{'{ }'}</UnstyledButton></Menu.Target>
      <Menu.Dropdown className={styles.variables}>
        {variables.map((v) => <Menu.Item key={v} onClick={() => put(v)}><code>{v}</code></Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  )
}
