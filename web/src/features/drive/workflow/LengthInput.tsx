import { Input, NumberInput, Select } from '@mantine/core'
import { useId } from 'react'
import { useWords } from '../../../shared/language'
import { readLength, type Unit, units } from '../../../shared/workflow'
import * as words from './stepWords'
import styles from './workflow.module.css'

interface Props { label: string; description?: string; value?: string; change: (length: string) => void; error?: string; disabled?: boolean }

/** A length of time as a number and what it counts; empty where it is not said. */
export function LengthInput({ label, description, value, change, error, disabled }: Props) {
  const w = useWords(words)
  const id = useId()
  const { number, unit } = readLength(value) ?? { number: undefined, unit: 'd' as const }
  const put = (n: number | string, of: string) => change(n === '' ? '' : `${n}${of}`)
  return (
    <Input.Wrapper id={id} label={label} description={description} error={error}>
      <div className={styles.length}>
        <NumberInput id={id} flex={1} error={!!error} min={1} allowDecimal={false} allowNegative={false} disabled={disabled} value={number ?? ''} onChange={(n) => put(n, unit)} />
        <Select w={110} aria-label={w.unitOf(label)} allowDeselect={false} disabled={disabled} value={unit} data={(Object.keys(units) as Unit[]).map((u) => ({ value: u, label: w.units[u] }))} onChange={(u) => put(number ?? 1, u!)} />
      </div>
    </Input.Wrapper>
  )
}
