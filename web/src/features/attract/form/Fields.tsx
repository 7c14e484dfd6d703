import { Button, Menu, Text } from '@mantine/core'
import { useState } from 'react'
import type { FormField as Field } from '../../../shared/client'
import { useLanguage, useWords } from '../../../shared/language'
import { freeKey } from '../../../shared/key'
import { moved } from '../../../shared/moved'
import { Consents } from './Consents'
import { FieldForm } from './FieldForm'
import styles from './form.module.css'
import type { Part } from './BuilderPage'
import * as words from './words'

const kinds = ['text', 'long', 'email', 'phone', 'number', 'date', 'choice', 'choices', 'checkbox', 'hidden'] as const

/** What a form asks, in order: moved by dragging or by the arrows beside each. */
export function Fields({ draft, put, disabled }: Part) {
  const w = useWords(words)
  const { language } = useLanguage()
  const fields = draft.fields ?? []
  const [open, show] = useState<string>()
  const [dragged, drag] = useState<number>()
  const set = (next: Field[]) => put({ fields: next })
  const add = (kind: (typeof kinds)[number]) => {
    const label = { vi: words.vi.kinds[kind], en: words.en.kinds[kind] }
    const key = freeKey(fields.map((f) => f.key), kind, 'field')
    const options = kind === 'choice' || kind === 'choices' ? [{ key: 'a', label: { vi: 'A', en: 'A' } }, { key: 'b', label: { vi: 'B', en: 'B' } }] : undefined
    set([...fields, { key, kind, label, options, ...(kind === 'email' || kind === 'phone' ? { person: fields.some((f) => f.person === kind) ? undefined : kind } : {}) }])
    show(key)
  }
  return (
    <div>
      <section className={`card ${styles.pad}`}>
        <h2 className={styles.head}>{w.tabs.fields}</h2>
        <ol className={styles.fields}>
          {fields.map((f, i) => (
            <li key={i} draggable={!disabled} onDragStart={() => drag(i)} onDragOver={(e) => e.preventDefault()} onDrop={() => { if (dragged !== undefined) set(moved(fields, dragged, i)) }}>
              <div className={styles.row}>
                <button type="button" className={styles.open} aria-expanded={open === f.key} onClick={() => show(open === f.key ? undefined : f.key)}>
                  <b>{f.label[language] || f.label.vi || f.label.en || f.key}{f.required ? ' *' : ''}</b> <span>{w.kinds[f.kind as 'text']}</span>
                </button>
                {!disabled && <span className={styles.moves}>
                  <button type="button" aria-label={w.up(f.key)} disabled={i === 0} onClick={() => set(moved(fields, i, i - 1))}>↑</button>
                  <button type="button" aria-label={w.down(f.key)} disabled={i === fields.length - 1} onClick={() => set(moved(fields, i, i + 1))}>↓</button>
                  <button type="button" aria-label={w.take(f.key)} onClick={() => set(fields.filter((_, n) => n !== i))}>×</button>
                </span>}
              </div>
              {open === f.key && <FieldForm field={f} before={fields.slice(0, i)} disabled={disabled} set={(next) => { if (next.key !== f.key) show(next.key); set(fields.map((o, n) => (n === i ? next : o))) }} />}
            </li>
          ))}
        </ol>
        {!fields.length && <Text size="sm">{w.noFields}</Text>}
        {!disabled && <Menu position="bottom-start">
          <Menu.Target><Button size="xs" variant="default" mt="sm">{w.addField}</Button></Menu.Target>
          <Menu.Dropdown>{kinds.map((k) => <Menu.Item key={k} onClick={() => add(k)}>{w.kinds[k]}</Menu.Item>)}</Menu.Dropdown>
        </Menu>}
      </section>
      <Consents draft={draft} put={put} disabled={disabled} />
    </div>
  )
}
