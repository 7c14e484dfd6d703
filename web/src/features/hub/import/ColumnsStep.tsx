import { Button, Group, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { Draft, Inspection, SuggestAnswer, Upload } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { sentence } from '../../../shared/sentence'
import { Answer } from '../../../shared/states'
import { key, merge, setFile, without } from './draft'
import { FileCard } from './FileCard'
import styles from './import.module.css'
import { MappingText } from './MappingText'
import { useSuggestion } from './queries'
import type { Choice } from './Wizard'
import * as words from './words'

interface Props {
  uploads: Upload[]
  choice: Choice
  choose: (c: Choice) => void
  back: () => void
  next: (mapping: string) => void
}

/** What each column is: proposed by what is in it, changed by pointing. */
export function ColumnsStep(p: Props) {
  const proposal = useSuggestion(p.uploads.map((u) => u.id))
  return <Answer query={proposal}>{(proposed) => <Columns {...p} proposed={proposed} />}</Answer>
}

function Columns({ uploads, choice, choose, back, next, proposed }: Props & { proposed: SuggestAnswer }) {
  const w = useWords(words)
  const draft = merge(proposed.draft, choice.draft)
  const wanted = without(draft, choice.left)
  const [asked] = useDebouncedValue(wanted, 250)
  const checked = useSuggestion(uploads.map((u) => u.id), asked)
  const says = checked.data ?? proposed
  const set = (to: Draft) => choose({ ...choice, draft: to })
  const inspections = new Map(uploads.flatMap((u) => u.files ?? []).map((i): [string, Inspection] => [key(i), i]))
  const lacks = says.lacks ?? []
  const settled = asked === wanted || JSON.stringify(asked) === JSON.stringify(wanted)
  const ready = choice.byHand !== undefined || (settled && !checked.isFetching && !lacks.length && !says.problem)

  return (
    <>
      {choice.byHand === undefined && (
        <>
          <TextInput label={w.import.sourceName} description={w.import.sourceHint} value={draft.source} maxLength={40} maw={320} mb="md"
            error={lacks.filter((l) => l.what === 'source').map((l) => sentence(l.text))[0]} onChange={(e) => set({ ...draft, source: e.currentTarget.value.trim() })} />
          {draft.files.map((f) => (
            <FileCard key={key(f)} file={f} inspection={inspections.get(key(f))} lacks={lacks.filter((l) => l.path === f.path)}
              left={choice.left.has(key(f))} several={draft.files.length > 1}
              leave={(out) => choose({ ...choice, left: toggled(choice.left, key(f), out) })} set={(file) => set(setFile(draft, file))} />
          ))}
          {lacks.filter((l) => l.what === 'file').map((l) => <Text key={l.text} size="sm" c="var(--bad)">{sentence(l.text)}</Text>)}
          {says.problem && <Text size="sm" c="var(--bad)" role="alert">{sentence(says.problem)}</Text>}
        </>
      )}
      <MappingText text={choice.byHand ?? says.mapping_text} byHand={choice.byHand !== undefined} name={draft.source}
        change={(text) => choose({ ...choice, draft, byHand: text })} choices={() => choose({ ...choice, byHand: undefined })} />
      <Group justify="space-between" className={styles.foot}>
        <Button variant="default" onClick={back}>{w.import.back}</Button>
        <Button disabled={!ready} onClick={() => { choose({ ...choice, draft }); next(choice.byHand ?? says.mapping_text) }}>{w.import.next}</Button>
      </Group>
    </>
  )
}

function toggled(set: ReadonlySet<string>, one: string, on: boolean): ReadonlySet<string> {
  const next = new Set(set)
  if (on) next.add(one)
  else next.delete(one)
  return next
}
