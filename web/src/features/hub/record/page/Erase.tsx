import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ask } from '../../../../shared/ask'
import { erasureList, personErase } from '../../../../shared/client'
import { Foot } from '../../../../shared/Foot'
import { useWords } from '../../../../shared/language'
import { keys, useChange } from '../../../../shared/queries'
import { Loading, Wrong } from '../../../../shared/states'
import * as words from './dataWords'

interface Props {
  id: string
  name: string
  close: () => void
}

/** Erases somebody for ever: says what goes and what stays, wants the name once more, and shows when it is done. */
export function Erase({ id, name, close }: Props) {
  const w = useWords(words)
  const [written, write] = useState('')
  const erase = useChange(personErase, { refreshes: [] })
  const right = written.trim().normalize('NFC').toLowerCase() === name.normalize('NFC').toLowerCase()
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (right) erase.mutate({ path: { id }, body: { confirm: id } })
  }
  return (
    <Modal opened onClose={close} size="lg" title={<b>{w.eraseTitle(name)}</b>} closeOnClickOutside={false}>
      {erase.data ? <Underway id={id} name={name} /> : (
        <form onSubmit={submit}>
          <Stack gap="sm">
            <What title={w.goes} list={w.goesList} />
            <What title={w.stays} list={w.staysList} />
            <Alert color="yellow" variant="light">
              <Text size="sm" mb={6}>{w.papers}</Text>
              <Button component="a" href={`/v1/records/people/${id}/data`} download size="xs" variant="default">{w.takeOut}</Button>
            </Alert>
            <Alert color="red" variant="light">{w.never}</Alert>
            <TextInput data-autofocus label={w.confirm(name)} autoComplete="off" value={written} onChange={(e) => write(e.currentTarget.value)} />
            {erase.error && <Wrong error={erase.error} />}
            <Foot close={close}>
              <Button type="submit" color="red" disabled={!right} loading={erase.isPending}>{w.action}</Button>
            </Foot>
          </Stack>
        </form>
      )}
    </Modal>
  )
}

function What({ title, list }: { title: string; list: string[] }) {
  return (
    <div>
      <Text fw={600} size="sm">{title}</Text>
      <ul style={{ margin: '4px 0 0', paddingInlineStart: 20 }}>{list.map((line) => <li key={line}><Text size="sm" span>{line}</Text></li>)}</ul>
    </div>
  )
}

/** How often it is looked whether an erasure is done, in milliseconds. */
const looked = 1000

function Underway({ id, name }: { id: string; name: string }) {
  const w = useWords(words)
  const list = useQuery({
    queryKey: keys.record('erasures'),
    queryFn: ({ signal }) => ask(erasureList, { signal }),
    refetchInterval: (q) => (q.state.data?.erasures.some((e) => e.person === id && e.state !== 'done') === false ? false : looked),
    staleTime: 0,
  })
  const done = list.data?.erasures.find((e) => e.person === id)?.state === 'done'
  if (list.error && !list.data) return <Wrong error={list.error} retry={list.refetch} />
  if (!done) return <><Loading height={100} /><Text size="sm" ta="center">{w.underway(name)}</Text></>
  return (
    <Stack gap="sm">
      <Alert color="green" variant="light" role="status">{w.done}</Alert>
      <Group justify="flex-end"><Button component={Link} to={'/people' as string}>{w.back}</Button></Group>
    </Stack>
  )
}
