import { Button, Modal, Radio, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { type Field, type RecordRow, useFields, useLabel } from '../../../shared/record/field'
import { FieldValue } from '../../../shared/record/FieldValue'
import { Answer, Loading, Wrong } from '../../../shared/states'
import styles from './duplicate.module.css'
import { differing, together } from './merge'
import { useMergeRecords, useRecord, useUnmerge } from './queries'
import type { MergeType } from './search'
import * as words from './words'

/** Two records side by side: whose value is to stand is chosen field by field, and shown before it happens. */
export function MergeDialog({ type, a, b, close }: { type: MergeType; a: string; b: string; close: () => void }) {
  const w = useWords(words)
  const phone = useMediaQuery('(max-width: 48em)')
  const one = useRecord(type, a)
  const other = useRecord(type, b)
  const fields = useFields(type)
  return (
    <Modal opened onClose={close} title={<b>{w.mergeTitle}</b>} size="xl" fullScreen={phone}>
      <Answer query={one} height={200}>{(first) => <Answer query={other} height={200}>{(second) => <Choose type={type} fields={fields} first={first} second={second} close={close} />}</Answer>}</Answer>
    </Modal>
  )
}

function Choose({ type, fields, first, second, close }: { type: MergeType; fields: Field[]; first: RecordRow; second: RecordRow; close: () => void }) {
  const w = useWords(words)
  const label = useLabel()
  const [keep, setKeep] = useState(first.id)
  const [take, setTake] = useState<Record<string, boolean>>({})
  const merge = useMergeRecords()
  const undo = useUnmerge()
  const [into, from] = keep === first.id ? [first, second] : [second, first]
  const differ = differing(fields, first, second)
  const both = together(fields, first, second)
  const name = (r: RecordRow) => String(r.values.name ?? '') || w.nameless
  // Promises, since the pair, and this dialog with it, may be gone from the list before the answer is here.
  const go = () => merge.mutateAsync({ path: { type }, body: { from: from.id, into: into.id, take: differ.filter((f) => take[f.key] && from.values[f.key] !== undefined).map((f) => f.key) } }).then((done) => {
    const id = `merge-${done.act}`
    const back = () => undo.mutateAsync({ path: { type }, body: done }).then(() => { notifications.hide(id); notifications.show({ message: w.undone }) }, () => {})
    notifications.show({ id, autoClose: 15_000, message: <div role="status"><Text size="sm">{w.merged(name(into))}</Text><Button mt={6} size="compact-sm" variant="default" onClick={() => void back()}>{w.undo}</Button></div> })
    close()
  }, () => {})
  return (
    <>
      <Radio.Group label={w.keep} value={keep} onChange={(v) => { setKeep(v); setTake({}) }} mb="md">
        <div className={styles.keep}>
          {[first, second].map((r) => <Radio key={r.id} value={r.id} label={<span><b>{name(r)}</b> <small>{r.id}</small></span>} />)}
        </div>
      </Radio.Group>
      {differ.length > 0 && <Text size="sm" c="dimmed" mb="xs">{w.choose}</Text>}
      <div className={styles.fields}>
        {differ.map((f) => (
          <fieldset key={f.key}>
            <legend>{label(f)}</legend>
            {[first, second].map((r) => {
              const theirs = r === from
              return (
                <label key={r.id} className={styles.choice} data-chosen={(take[f.key] ?? into.values[f.key] === undefined) === theirs}>
                  <input type="radio" name={f.key} checked={(take[f.key] ?? into.values[f.key] === undefined) === theirs} disabled={r.values[f.key] === undefined} onChange={() => setTake({ ...take, [f.key]: theirs })} />
                  <span>{r.values[f.key] === undefined ? <em>{w.blank}</em> : <FieldValue field={f} value={r.values[f.key]} links={r.links} plain />}</span>
                </label>
              )
            })}
          </fieldset>
        ))}
      </div>
      {both.length > 0 && <Text size="sm" mt="sm">{w.together(both.map((f) => label(f)).join(', '))}</Text>}
      <Text size="sm" mt="sm" c="dimmed">{w.moves[type]}</Text>
      {merge.error && <Wrong error={merge.error} />}
      {merge.isPending ? <Loading progress={merge.progress} height={80} /> : (
        <Foot close={close}>
          <Button onClick={() => void go()}>{w.merge}</Button>
        </Foot>
      )}
    </>
  )
}
