import { ActionIcon, Anchor, Button, Drawer, Group, SegmentedControl, Text } from '@mantine/core'
import { useHotkeys, useMediaQuery } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { Link, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { WorkflowDetail, WorkflowProblem } from '../../../shared/client'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { sentence } from '../../../shared/sentence'
import { useMay } from '../../../shared/session'
import { useUnsaved } from '../../../shared/draft'
import { Wrong } from '../../../shared/states'
import { Canvas, type Drawing } from './Canvas'
import { same } from './compare'
import { type Definition, ends, nodeOf, without } from './definition'
import { useDescribe } from './describe'
import { Head } from './Head'
import { MoreMenu } from './MoreMenu'
import { type Outcome, useProblems, useSet } from './queries'
import { PublishButton } from './PublishButton'
import { RulesPanel } from './RulesPanel'
import { Runs } from './Runs'
import * as runWords from './runWords'
import { StepPanel } from './StepPanel'
import * as stepWords from './stepWords'
import { TriggersPanel } from './TriggersPanel'
import { cameBy, type Trial, TrialBar, TryPanel } from './Try'
import { useEdit } from './useEdit'
import { Versions } from './Versions'
import { StateMark } from './WorkflowsPage'
import styles from './workflow.module.css'
import * as words from './words'

/** What stands in the panel beside the canvas. */
type Panel = { of: 'step'; id: string } | { of: 'triggers' | 'rules' | 'try' | 'versions' } | { of: 'people'; node?: string; outcome?: Outcome }

/** The steps of a workflow as they are written, drawn and gone through. */
export function Builder({ is }: { is: WorkflowDetail }) {
  const w = useWords(words)
  const k = useWords(stepWords)
  const r = useWords(runWords)
  const may = useMay()('workflows:write')
  const { people } = useSearch({ strict: false }) as { people?: Outcome }
  const edit = useEdit(is.definition)
  const d = edit.now
  const [kept, keep] = useState({ definition: is.definition, edition: is.edition, name: is.name })
  const [name, rename] = useState(is.name)
  const [panel, show] = useState<Panel | undefined>(people && { of: 'people', outcome: people })
  const [trial, setTrial] = useState<Trial>()
  const [zoom, setZoom] = useState(1)
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false })
  const [chosen, choose] = useState<'drawn' | 'outline'>()
  const outline = (chosen ?? (narrow ? 'outline' : 'drawn')) === 'outline'
  const problems = useProblems(d)
  const set = useSet()
  const { title, trigger } = useDescribe()
  const dirty = !same(d, kept.definition) || name !== kept.name
  useUnsaved(may && dirty)
  const accept = (now: WorkflowDetail, written = true) => {
    keep({ definition: written ? d : now.definition, edition: now.edition, name: now.name })
    if (!written) edit.put(now.definition)
  }
  const save = async () => {
    if (!dirty) return kept.edition
    const now = await set.mutateAsync({ path: { id: is.id }, body: { edition: kept.edition, name, definition: d } })
    accept(now)
    return now.edition
  }
  const put = (next: Definition, open?: string) => {
    edit.put(next)
    if (open) show({ of: 'step', id: open })
  }
  const remove = (id: string) => {
    edit.put(without(d, id))
    show(undefined)
  }
  useHotkeys([['mod+z', edit.undo], ['mod+shift+z', edit.redo], ['mod+y', edit.redo]])
  const counts = useMemo(() => countsOf(is), [is])
  const close = () => show(undefined)
  const opened = panel?.of === 'step' ? panel.id : undefined
  const looked = useRef(opened)
  useEffect(() => { if (panel) looked.current = opened }, [panel, opened])
  const wrong = (place: string, field: string) => {
    const found = problems.find((p) => p.place === place && p.field === field)
    return found && sentence(found.problem)
  }
  const placeOf = ({ place }: WorkflowProblem) => {
    const node = nodeOf(d, place), entry = d.triggers.find((t) => t.id === place)
    return node ? title(node) : entry && trigger(entry)
  }
  const drawing: Drawing = {
    definition: d, put: may ? put : undefined, counts, problems: new Set(problems.map((p) => p.place)),
    open: (id) => show({ of: 'step', id }), people: (node) => show({ of: 'people', node }), opened,
    trial: trial && { passed: new Set(trial.lines.slice(0, trial.at + 1).map((l) => l.node)), now: trial.lines[trial.at]?.node ?? '', came: cameBy(trial.lines, trial.at) },
  }
  const panelOf = { definition: d, put: may ? (next: Definition) => edit.put(next) : undefined, wrong, close }
  const step = panel?.of === 'step' ? nodeOf(d, panel.id) : undefined
  const peopleAt = panel?.of === 'people' && panel.node ? nodeOf(d, panel.node) : undefined
  const titles = { step: step ? title(step) : '', triggers: k.triggers, rules: k.rules, try: r.tryTitle, versions: r.versions, people: peopleAt ? r.peopleAt(title(peopleAt)) : r.people }
  return (
    <>
      <Anchor component={Link} to={'/workflows' as string} size="sm" c="dimmed">← {w.back}</Anchor>
      <Screen title={name} lead={<Group gap="xs"><StateMark state={is.state} />{is.version > 0 && <span>{r.version(is.version)}</span>}{dirty ? <span>{w.unsaved}</span> : is.changed && is.version > 0 && <span>{w.changed}</span>}</Group>}
        actions={
          <>
            <Button size="xs" variant="default" onClick={() => show({ of: 'people' })}>{w.people}</Button>
            <Button size="xs" variant="default" onClick={() => show({ of: 'try' })}>{w.tryIt}</Button>
            {may && <Button size="xs" variant="default" disabled={!dirty} loading={set.isPending} onClick={() => void save().catch(() => undefined)}>{w.save}</Button>}
            {may && <PublishButton is={is} fit={problems.length === 0} needed={dirty || is.changed} save={save} done={(now) => { accept(now); notifications.show({ message: w.published(now.version) }) }} />}
          </>
        }
        more={<MoreMenu is={is} may={may} versions={() => show({ of: 'versions' })} discarded={(now) => accept(now, false)} />}>
        {set.error != null && <Wrong error={set.error} />}
        <div className={styles.bars}>
          <div role="status">
            <Text size="sm" c={problems.length ? 'var(--bad)' : 'dimmed'}>{problems.length ? `${w.toMend(problems.length)}:` : d.nodes.every(ends) ? w.doesNothing : dirty || is.changed ? w.ready : w.running}</Text>
            {problems.length > 0 && <ul className={styles.problems}>{problems.map((p, i) => <li key={i}><button type="button" onClick={() => show(panelAt(d, p))}>{placeOf(p) && <b>{placeOf(p)}: </b>}{sentence(p.problem)}</button></li>)}</ul>}
          </div>
          <Group gap={6}>
            {may && <ActionIcon variant="default" aria-label={w.undo} title={w.undo} disabled={!edit.past.length} onClick={edit.undo}>↶</ActionIcon>}
            {may && <ActionIcon variant="default" aria-label={w.redo} title={w.redo} disabled={!edit.future.length} onClick={edit.redo}>↷</ActionIcon>}
            {!outline && <ActionIcon variant="default" aria-label={w.smaller} title={w.smaller} onClick={() => setZoom((z) => Math.max(0.4, z - 0.15))}>−</ActionIcon>}
            {!outline && <ActionIcon variant="default" aria-label={w.larger} title={w.larger} onClick={() => setZoom((z) => Math.min(1.5, z + 0.15))}><Icon name="add" size={14} /></ActionIcon>}
            <SegmentedControl size="xs" aria-label={w.shape} value={outline ? 'outline' : 'drawn'} data={[{ value: 'drawn', label: w.drawn }, { value: 'outline', label: w.outline }]} onChange={(v) => choose(v as 'drawn' | 'outline')} />
          </Group>
        </div>
        <Canvas drawing={drawing} outline={outline} zoom={zoom} remove={may ? remove : undefined}
          head={<Head definition={d} problems={problems} triggers={() => show({ of: 'triggers' })} rules={() => show({ of: 'rules' })} />} />
        {!outline && <Text size="xs" c="dimmed" mt={6}>{w.keys}</Text>}
        {trial && <TrialBar trial={trial} set={setTrial} />}
      </Screen>
      <Drawer opened={panel !== undefined} onClose={close} position="right" size={panel?.of === 'people' ? 'lg' : 'md'} title={<b>{panel && titles[panel.of]}</b>} onExitTransitionEnd={() => focusStep(looked.current)} overlayProps={{ backgroundOpacity: 0.15 }}>
        {panel?.of === 'step' && <StepPanel key={panel.id} {...panelOf} id={panel.id} remove={() => remove(panel.id)} />}
        {panel?.of === 'triggers' && <TriggersPanel {...panelOf} hook={is.hook} />}
        {panel?.of === 'rules' && <RulesPanel {...panelOf} name={name} rename={rename} />}
        {panel?.of === 'people' && <Runs is={is} node={panel.node} first={panel.outcome} />}
        {panel?.of === 'try' && <TryPanel id={is.id} definition={d} show={(t) => { setTrial(t); close() }} />}
        {panel?.of === 'versions' && <Versions is={is} now={d} bring={may ? (old) => { edit.put(old); close() } : undefined} />}
      </Drawer>
    </>
  )
}

/** Goes back to the step that was looked at, so that whoever came by keyboard goes on from there; to the first, where it is no more. */
function focusStep(id?: string) {
  if (!id) return
  const steps = [...document.querySelectorAll<HTMLElement>('[data-step]')]
  ;(steps.find((s) => s.dataset.step === id) ?? steps[0])?.focus()
}

/** Where something is put right. */
function panelAt(d: Definition, { place, field }: WorkflowProblem): Panel {
  if (nodeOf(d, place)) return { of: 'step', id: place }
  return { of: field === 'triggers' || place ? 'triggers' : 'rules' }
}

/** How many people are at each node, whatever their version. */
function countsOf(is: WorkflowDetail): Drawing['counts'] {
  const counts: Drawing['counts'] = new Map()
  for (const { node, version, people } of is.at) {
    const one = counts.get(node) ?? { people: 0, earlier: 0 }
    counts.set(node, { people: one.people + people, earlier: one.earlier + (version < is.version ? people : 0) })
  }
  return counts
}
