import { Button, Checkbox, Modal, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { DealAnswer } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage, useFields } from '../../../shared/record/field'
import { FieldInput } from '../../../shared/record/FieldInput'
import { Answer, Wrong } from '../../../shared/states'
import { useMove, usePipelines, useProgress } from './queries'
import * as words from './words'

interface Props { id: string; name: string; stage: string; close: () => void }

/** Asks for what a stage wants before a deal can come to it. */
export function MoveDialog(props: Props) {
  const w = useWords(words)
  const { language } = useLanguage()
  const progress = useProgress(props.id)
  const stage = progress.data?.pipeline.stages.find((s) => s.key === props.stage)
  return (
    <Modal opened onClose={props.close} title={<b>{props.name} · {w.lacking(inLanguage(stage?.label, language))}</b>}>
      <Answer query={progress}>{(data) => <Asking {...props} progress={data} />}</Answer>
    </Modal>
  )
}

function Asking({ id, stage, close, progress }: Props & { progress: DealAnswer }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const all = useFields('deals')
  const reasons = usePipelines().data?.reasons ?? []
  const target = progress.pipeline.stages.find((s) => s.key === stage)
  const lacks = progress.missing[stage]
  const [values, set] = useState<Record<string, unknown>>({})
  const [steps, tick] = useState<string[]>([])
  const move = useMove()
  const keys = [...new Set([...(lacks?.fields ?? []), ...(target?.kind === 'open' ? [] : ['reason'])])]
  const fields = keys.map((key) => all.find((f) => f.key === key)).filter((f) => f !== undefined)
    .map((f) => (f.key === 'reason' ? { ...f, options: reasons.filter((r) => r.kind === target?.kind).map((r) => ({ key: r.key!, label: r.label })) } : f))
  const lackingSteps = progress.pipeline.stages.flatMap((s) => s.steps ?? []).filter((s) => lacks?.steps?.includes(s.key!))
  const done = progress.done
  const save = (e: FormEvent) => {
    e.preventDefault()
    const given = { ...values, deal_stage: stage, ...(steps.length ? { steps: [...done, ...steps] } : {}) }
    move.mutate({ path: { type: 'deals', id }, body: { values: given } }, { onSuccess: close })
  }
  return (
    <form onSubmit={save}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">{w.lackingDo}</Text>
        {fields.map((f, i) => <FieldInput key={f.key} autoFocus={i === 0} field={{ ...f, required: lacks?.fields?.includes(f.key) }} value={values[f.key] ?? null} onChange={(v) => set((before) => ({ ...before, [f.key]: v }))} />)}
        {lackingSteps.map((s, i) => <Checkbox key={s.key} autoFocus={i === 0 && !fields.length} label={inLanguage(s.label, language)} checked={steps.includes(s.key!)} onChange={(e) => tick(e.currentTarget.checked ? [...steps, s.key!] : steps.filter((k) => k !== s.key))} />)}
        {move.error != null && <Wrong error={move.error} />}
        <Foot close={close}><Button type="submit" loading={move.isPending}>{w.saveMove}</Button></Foot>
      </Stack>
    </form>
  )
}
