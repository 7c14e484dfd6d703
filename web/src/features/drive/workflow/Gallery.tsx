import { Button, Modal, Text, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { WorkflowRecipe } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { useLabel } from '../../../shared/record/field'
import { Answer, Wrong } from '../../../shared/states'
import type { Definition, Trigger } from './definition'
import type { WorkflowSearch } from './search'
import { useAdd, useRecipes } from './queries'
import styles from './workflow.module.css'
import * as words from './words'

type From = Pick<WorkflowSearch, 'segment' | 'form' | 'campaign'>

/** What a workflow can begin with: recipes, or nothing. Whoever comes from a segment, a form or a campaign has its trigger already. */
export function Gallery({ from, close }: { from: From; close: () => void }) {
  const w = useWords(words)
  const label = useLabel()
  const navigate = useNavigate()
  const recipes = useRecipes()
  const add = useAdd()
  const [chosen, choose] = useState<WorkflowRecipe | 'blank'>()
  const [name, setName] = useState('')
  const trigger = triggerOf(from)
  const make = () => {
    const body = chosen === 'blank' ? { name, ...(trigger && { definition: begun(trigger) }) } : { name, recipe: chosen!.key }
    add.mutate({ body }, { onSuccess: (made) => void navigate({ to: `/workflows/${made.id}` as string }) })
  }
  const pick = (one: WorkflowRecipe | 'blank') => {
    choose(one)
    setName(one === 'blank' ? '' : label({ label: one.name }))
  }
  return (
    <Modal opened onClose={close} size="xl" title={<b>{w.gallery}</b>}>
      <form onSubmit={(e) => { e.preventDefault(); make() }}>
        <Answer query={recipes}>
          {(a) => (
            <div className={styles.gallery}>
              <button type="button" className={styles.recipe} aria-pressed={chosen === 'blank'} onClick={() => pick('blank')}><b>{w.blank}</b><Text size="sm" c="dimmed">{w.blankAbout}</Text></button>
              {a.recipes.map((r) => (
                <button type="button" key={r.key} className={styles.recipe} aria-pressed={chosen !== 'blank' && chosen?.key === r.key} onClick={() => pick(r)}>
                  <b>{label({ label: r.name })}</b>
                  <Text size="sm" c="dimmed">{label({ label: r.about })}</Text>
                  {r.templates.length > 0 && <Text size="xs" mt={4}>{w.brings(r.templates.length)}</Text>}
                </button>
              ))}
            </div>
          )}
        </Answer>
        <div className={styles.chosen}>
          {chosen && <TextInput label={w.name} required maxLength={120} value={name} onChange={(e) => setName(e.currentTarget.value)} />}
          {add.error != null && <Wrong error={add.error} />}
          <Foot close={close}><Button type="submit" disabled={!chosen || !name.trim()} loading={add.isPending}>{w.make}</Button></Foot>
        </div>
      </form>
    </Modal>
  )
}

/** What lets people in who come from a segment, a form, or a link of a campaign. */
function triggerOf({ segment, form, campaign }: From): Trigger | undefined {
  if (segment) return { id: 'segment', kind: 'segment_entered', segment }
  if (form) return { id: 'form', kind: 'form', form }
  return campaign ? { id: 'campaign', kind: 'event', event: 'Email Link Clicked', if: `campaign = "${campaign}" and kind = human` } : undefined
}

const begun = (trigger: Trigger): Definition => ({ triggers: [trigger], again: { when: 'never' }, start: 'end', nodes: [{ id: 'end', kind: 'exit' }] })
