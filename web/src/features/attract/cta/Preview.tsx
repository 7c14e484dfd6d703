import { Group, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { CtaContent as Content, CtaDefinition as Definition, Label } from '../../../shared/client'
import { useLanguage, useWords } from '../../../shared/language'
import styles from './cta.module.css'
import { arm } from './draft'
import * as words from './words'

type Language = keyof Label

/** A call to action as visitors see it, on a wide screen or a telephone, in either language. Nothing of it can be clicked. */
export function Preview({ draft }: { draft: Definition }) {
  const w = useWords(words)
  const [way, setWay] = useState('desktop')
  const [language, setLanguage] = useState<Language>(useLanguage().language)
  const [at, setAt] = useState(0)
  const contents = draft.contents ?? []
  const content = contents[at] ?? contents[0]
  return (
    <section className={`card ${styles.pad} ${styles.preview}`} aria-label={w.preview}>
      <Group gap="xs" mb="sm">
        <SegmentedControl size="xs" value={way} onChange={setWay} aria-label={w.screen} data={[{ value: 'desktop', label: w.devices.desktop }, { value: 'phone', label: w.devices.phone }]} />
        <SegmentedControl size="xs" value={language} onChange={(l) => setLanguage(l as Language)} aria-label={w.language} data={[{ value: 'vi', label: w.languages.vi }, { value: 'en', label: w.languages.en }]} />
        {contents.length > 1 && <SegmentedControl size="xs" value={String(at)} onChange={(v) => setAt(Number(v))} aria-label={w.says} data={contents.map((_, i) => ({ value: String(i), label: arm(i).toUpperCase() }))} />}
      </Group>
      <div className={styles.paper} data-way={way} lang={language} style={{ '--color': draft.style.color || '#0b6e63' } as React.CSSProperties} inert>
        <i /><i /><i />
        {content && <Shown draft={draft} content={content} language={language} />}
      </div>
    </section>
  )
}

function Shown({ draft, content, language }: { draft: Definition; content: Content; language: Language }) {
  const text = (l: Label) => l[language] || l.vi || l.en
  const place = draft.style.place || (draft.kind === 'banner' ? 'bottom' : 'right')
  return (
    <div className={styles.call} data-kind={draft.kind} data-place={place}>
      {text(content.title) && <b>{text(content.title)}</b>}
      {text(content.text) && <p>{text(content.text)}</p>}
      <span>{text(content.button) || '…'}</span>
    </div>
  )
}
