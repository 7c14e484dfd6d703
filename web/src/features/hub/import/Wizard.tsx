import { useState } from 'react'
import type { Draft } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { ColumnsStep } from './ColumnsStep'
import { FilesStep } from './FilesStep'
import styles from './import.module.css'
import { PreviewStep } from './PreviewStep'
import { useImport, useUploads } from './queries'
import { RunStep } from './RunStep'
import * as words from './words'

const steps = ['files', 'columns', 'preview', 'run'] as const
type Step = (typeof steps)[number]

/** What has been chosen on the way: kept when somebody goes back. */
export interface Choice {
  draft?: Draft
  left: ReadonlySet<string>
  /** The mapping as it was changed by hand; undefined: as the choices say. */
  byHand?: string
}

/** From files to events, in four steps. */
export function Wizard() {
  const w = useWords(words)
  const uploads = useUploads()
  const run = useImport()
  const [step, go] = useState<Step>('files')
  const [choice, choose] = useState<Choice>({ left: new Set() })
  const [mapping, setMapping] = useState('')
  const ids = uploads.list.flatMap((s) => s.upload?.id ?? [])
  const restart = () => {
    uploads.clear()
    run.reset()
    choose({ left: new Set() })
    go('files')
  }
  return (
    <section className={`card ${styles.wizard}`}>
      <ol className={styles.steps}>
        {steps.map((s) => <li key={s} aria-current={s === step ? 'step' : undefined}>{w.import.steps[s]}</li>)}
      </ol>
      {step === 'files' && <FilesStep uploads={uploads} next={() => go('columns')} />}
      {step === 'columns' && <ColumnsStep uploads={uploads.list.flatMap((s) => s.upload ?? [])} choice={choice} choose={choose} back={() => go('files')}
        next={(text) => { setMapping(text); go('preview') }} />}
      {step === 'preview' && <PreviewStep uploads={ids} mapping={mapping} back={() => go('columns')} next={() => go('run')} />}
      {step === 'run' && <RunStep uploads={ids} mapping={mapping} name={choice.draft?.source} run={run} restart={restart} />}
    </section>
  )
}
