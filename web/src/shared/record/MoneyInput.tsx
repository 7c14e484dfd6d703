import { TextInput, type TextInputProps } from '@mantine/core'
import { useState } from 'react'
import { digits, useFormat } from '../format'
import { useWords } from '../language'
import { readAmount } from './amount'
import * as words from './words'

interface Props extends Omit<TextInputProps, 'value' | 'onChange'> {
  /** Minor units. */
  value: number | null
  currency: string
  /** null: none; undefined: what is written is no amount. */
  onChange: (minor: number | null | undefined) => void
}

/** An amount as people write it (500k, 1tr2, 250.000), with what was understood below. */
export function MoneyInput({ value, currency, onChange, ...rest }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const places = digits(currency)
  const plain = (minor: number | null) => (minor === null ? '' : f.number(minor / 10 ** places, minor % 10 ** places ? places : 0))
  const [text, setText] = useState(plain(value))
  const read = text.trim() ? readAmount(text, places) : null
  const change = (next: string) => {
    setText(next)
    onChange(next.trim() ? readAmount(next, places) : null)
  }
  const spoken = read != null && /[^\d.,\s-]/.test(text) ? f.money(read, currency) : undefined
  return (
    <TextInput inputMode="text" placeholder={w.amount} {...rest} className="figures" value={text} onChange={(e) => change(e.currentTarget.value)}
      description={spoken ? `= ${spoken}` : rest.description} error={read === undefined ? w.notMoney : rest.error} inputWrapperOrder={['label', 'input', 'description', 'error']} />
  )
}
