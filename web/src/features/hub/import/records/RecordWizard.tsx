import { useState } from 'react'
import type { Plan } from '../../../../shared/client'
import { useWords } from '../../../../shared/language'
import { FilesStep } from '../FilesStep'
import styles from '../import.module.css'
import { useUploads } from '../queries'
import { CheckStep } from './CheckStep'
import { PlanStep } from './PlanStep'
import { RecordRun } from './RecordRun'
import * as words from './words'

const steps = ['file', 'columns', 'check', 'run'] as const
type Step = (typeof steps)[number]

/** From a list to records, in four steps: nothing is changed before the last. */
export function RecordWizard() {
  const w = useWords(words)
  const uploads = useUploads()
  const [step, go] = useState<Step>('file')
  const [plan, setPlan] = useState<Plan>()
  const [id, setId] = useState('')
  const upload = uploads.list.find((s) => s.upload)?.upload
  const restart = () => {
    uploads.clear()
    setPlan(undefined)
    go('file')
  }
  return (
    <section className={`card ${styles.wizard}`}>
      <ol className={styles.steps}>
        {steps.map((s) => <li key={s} aria-current={s === step ? 'step' : undefined}>{w.steps[s]}</li>)}
      </ol>
      {step === 'file' && <FilesStep uploads={uploads} single next={() => { setPlan(undefined); go('columns') }} />}
      {step === 'columns' && upload && <PlanStep upload={upload.id} plan={plan} set={setPlan} back={() => go('file')} next={() => go('check')} />}
      {step === 'check' && plan && <CheckStep plan={plan} back={() => go('columns')} begun={(started) => { setId(started); go('run') }} />}
      {step === 'run' && plan && <RecordRun id={id} type={plan.type} restart={restart} />}
    </section>
  )
}
