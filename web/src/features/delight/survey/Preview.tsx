import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { Label, SurveyDefinition } from '../../../shared/client'
import { useLanguage, useWords } from '../../../shared/language'
import { type Language, scoresOf } from './draft'
import styles from './survey.module.css'
import * as words from './words'

/** A survey as its page shows it on a telephone, in either language. Nothing of it can be sent. */
export function Preview({ draft }: { draft: SurveyDefinition }) {
  const w = useWords(words)
  const [language, setLanguage] = useState<Language>(useLanguage().language)
  const text = (l: Label | undefined) => (l ? l[language] || l.vi || l.en : '')
  return (
    <section className={`card ${styles.pad}`} aria-label={w.preview}>
      <SegmentedControl size="xs" mb="sm" value={language} onChange={(l) => setLanguage(l as Language)} aria-label={w.screen} data={(['vi', 'en'] as const).map((l) => ({ value: l, label: w.languages[l] }))} />
      <div className={styles.paper} lang={language} inert>
        <h3>{text(draft.question)}</h3>
        <ul className={styles.scale}>{scoresOf(draft).map((n) => <li key={n}>{n}</li>)}</ul>
        <div className={styles.ends}><span>{text(draft.low)}</span><span>{text(draft.high)}</span></div>
        {text(draft.why) && <label>{text(draft.why)}<textarea readOnly /></label>}
        {(draft.questions ?? []).map((q) => <label key={q.key}>{text(q.label)}{q.options?.length ? <select><option>{words[language].choose}</option>{q.options.map((o) => <option key={o.key}>{text(o.label)}</option>)}</select> : <input readOnly />}</label>)}
        <button type="button">{words[language].button}</button>
      </div>
    </section>
  )
}
