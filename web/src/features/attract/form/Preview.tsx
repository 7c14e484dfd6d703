import { Group, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { FormDefinition, FormField, Label } from '../../../shared/client'
import { useLanguage, useWords } from '../../../shared/language'
import styles from './form.module.css'
import { usePurposes, wordingOf } from './queries'
import * as words from './words'

type Language = keyof Label

/** A form as visitors see it, on a wide screen or a telephone, in either language. Nothing of it can be sent. */
export function Preview({ draft }: { draft: FormDefinition }) {
  const w = useWords(words)
  const [way, setWay] = useState('desktop')
  const [language, setLanguage] = useState<Language>(useLanguage().language)
  const purposes = usePurposes().data?.purposes ?? []
  const asks = (key: string) => purposes.filter((p) => p.key === key).map((p) => wordingOf(p, language))[0]
  const text = (l: Label | undefined) => (l ? l[language] || l.vi || l.en : '')
  const look = { '--color': draft.style.color || '#0b6e63', '--corner': draft.style.corners === 'square' ? '0' : '8px' } as React.CSSProperties
  return (
    <section className={`card ${styles.pad} ${styles.preview}`} aria-label={w.preview}>
      <Group gap="xs" mb="sm">
        <SegmentedControl size="xs" value={way} onChange={setWay} aria-label={w.screen} data={[{ value: 'desktop', label: w.desktop }, { value: 'phone', label: w.phone }]} />
        <SegmentedControl size="xs" value={language} onChange={(l) => setLanguage(l as Language)} aria-label={w.language} data={[{ value: 'vi', label: w.languages.vi }, { value: 'en', label: w.languages.en }]} />
      </Group>
      <div className={styles.paper} data-way={way} style={look} lang={language} inert>
        <h3>{text(draft.title)}</h3>
        {text(draft.intro) && <p>{text(draft.intro)}</p>}
        {(draft.fields ?? []).filter((f) => f.kind !== 'hidden').map((f) => <Field key={f.key} field={f} text={text} choose={words[language].choose} />)}
        {(draft.consents ?? []).map((c) => <label key={c.purpose} className={styles.tick}><input type="checkbox" readOnly /> {asks(c.purpose)}</label>)}
        <button type="button">{text(draft.button) || words[language].send}</button>
      </div>
    </section>
  )
}

function Field({ field: f, text, choose }: { field: FormField; text: (l?: Label) => string; choose: string }) {
  const star = f.required ? ' *' : ''
  if (f.kind === 'checkbox') return <label className={styles.tick}><input type="checkbox" readOnly /> {text(f.label)}{star}</label>
  return (
    <div className={styles.asked}>
      <b>{text(f.label)}{star}</b>{(f.show ?? []).length > 0 && <i> ⤷</i>}
      {text(f.help) && <p>{text(f.help)}</p>}
      {f.kind === 'choices' ? (f.options ?? []).map((o) => <label key={o.key} className={styles.tick}><input type="checkbox" readOnly /> {text(o.label)}</label>)
        : f.kind === 'choice' ? <select aria-label={text(f.label)}><option>{choose}</option></select>
          : f.kind === 'long' ? <textarea readOnly aria-label={text(f.label)} /> : <input readOnly aria-label={text(f.label)} />}
    </div>
  )
}
