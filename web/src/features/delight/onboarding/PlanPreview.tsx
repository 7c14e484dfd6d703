import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { Label, OnboardingDefinition } from '../../../shared/client'
import { useLanguage, useWords } from '../../../shared/language'
import styles from './onboarding.module.css'
import * as words from './words'

/** A plan as the customer sees it when it begins. */
export function PlanPreview({ name, draft }: { name: string; draft: OnboardingDefinition }) {
  const w = useWords(words)
  const [language, setLanguage] = useState(useLanguage().language)
  const text = (l: Label) => l[language] || l.vi || l.en
  const side = (s: 'us' | 'customer') => draft.steps.filter((one) => one.side === s)
  const shown = words[language]
  return (
    <section className={`card ${styles.pad}`} aria-label={w.preview}>
      <SegmentedControl size="xs" mb="sm" value={language} onChange={(l) => setLanguage(l as typeof language)} aria-label={w.preview} data={[{ value: 'vi', label: 'Tiếng Việt' }, { value: 'en', label: 'English' }]} />
      <div className={styles.paper} lang={language} inert>
        <b>{name}</b>
        <p className={styles.words}>{text(draft.welcome)}</p>
        {(['customer', 'us'] as const).map((s) => (
          <div key={s}>
            <b>{shown.read[s]}</b>
            <ol>{side(s).map((one) => <li key={one.key}>{text(one.label)}{text(one.help) && <small>{text(one.help)}</small>}</li>)}</ol>
          </div>
        ))}
      </div>
    </section>
  )
}
