import { Button, Popover, Text } from '@mantine/core'
import { useWords } from '../shared/language'
import { Changed } from '../shared/record/edit'
import { type Unsaved, useSaving } from '../shared/saving'
import { useMessage } from '../shared/states'
import * as words from './words'

/** Whether what was written in place is kept; what is not can be tried again or given up. */
export function Saved() {
  const w = useWords(words)
  const { state, failed } = useSaving()
  if (state === 'idle') return null
  if (state !== 'failed') return <span className="shell-saved" role="status">{w.saving[state]}</span>
  return (
    <Popover position="bottom-end" width={320} withArrow>
      <Popover.Target>
        <Button size="compact-sm" color="red" variant="light" role="alert">{w.notSaved(failed.length)}</Button>
      </Popover.Target>
      <Popover.Dropdown>{failed.map((f, i) => <Failure key={i} unsaved={f} />)}</Popover.Dropdown>
    </Popover>
  )
}

function Failure({ unsaved }: { unsaved: Unsaved }) {
  const w = useWords(words)
  const message = useMessage(unsaved.error)
  const changed = unsaved.error instanceof Changed
  return (
    <div>
      <Text size="sm">{changed ? w.changed : message}</Text>
      <Button.Group mt={6} mb={8}>
        <Button size="compact-sm" variant="default" onClick={unsaved.again}>{changed ? w.mine : w.again}</Button>
        <Button size="compact-sm" variant="default" onClick={unsaved.forget}>{changed ? w.theirs : w.forget}</Button>
      </Button.Group>
    </div>
  )
}
