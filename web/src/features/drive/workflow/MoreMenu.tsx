import { ActionIcon, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { WorkflowDetail } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { Enter } from './Enter'
import { useLife, useRemove, useSet, useStop } from './queries'
import * as runWords from './runWords'
import * as words from './words'

type Asked = 'paused' | 'active' | 'ended' | 'stop' | 'discard' | 'remove' | 'enter'

interface Props { is: WorkflowDetail; may: boolean; versions: () => void; discarded: (now: WorkflowDetail) => void }

/** What can be done with a workflow whole; each says what it means before it is done. */
export function MoreMenu({ is, may, versions, discarded }: Props) {
  const w = useWords(words)
  const r = useWords(runWords)
  const f = useFormat()
  const navigate = useNavigate()
  const [asked, ask] = useState<Asked>()
  const [life, stop, set, remove] = [useLife(), useStop(), useSet(), useRemove()]
  const close = () => ask(undefined)
  const path = { id: is.id }
  const turn = (state: 'active' | 'paused' | 'ended') => () => life.mutate({ path, body: { state } }, { onSuccess: close })
  const asks = {
    paused: { title: w.pause, about: w.pauseAbout, change: life, go: turn('paused') },
    active: { title: w.resume, about: w.resumeAbout, change: life, go: turn('active') },
    ended: { title: w.endIt, about: w.endAbout, change: life, go: turn('ended') },
    stop: { title: w.stopAll, about: w.stopAllAbout(f.number(is.people.under_way)), change: stop, grave: true, go: () => stop.mutate({ path, body: { all: true } }, { onSuccess: (a) => { notifications.show({ message: w.stopped(a.stopped, f.number(a.stopped)) }); close() } }) },
    discard: { title: w.discard, about: w.discardAbout, change: set, grave: true, go: () => set.mutate({ path, body: { discard: true } }, { onSuccess: (now) => { discarded(now); close() } }) },
    remove: { title: w.remove, about: w.removeAbout, change: remove, grave: true, go: () => remove.mutate({ path }, { onSuccess: () => void navigate({ to: '/workflows' as string }) }) },
  }
  const confirm = asked && asked !== 'enter' ? { ...asks[asked] } : undefined
  const live = is.version > 0
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target><ActionIcon variant="default" size={30} aria-label={w.more} title={w.more}><Icon name="more" size={16} /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={versions}>{r.versions}</Menu.Item>
          {may && live && is.state === 'active' && is.published?.triggers.some((t) => t.kind === 'manual') && <Menu.Item onClick={() => ask('enter')}>{w.enter}</Menu.Item>}
          {may && live && <Menu.Divider />}
          {may && live && is.state === 'active' && <Menu.Item onClick={() => ask('paused')}>{w.pause}</Menu.Item>}
          {may && live && is.state !== 'active' && <Menu.Item onClick={() => ask('active')}>{w.resume}</Menu.Item>}
          {may && live && is.state !== 'ended' && <Menu.Item onClick={() => ask('ended')}>{w.endIt}</Menu.Item>}
          {may && is.people.under_way > 0 && <Menu.Item color="red" onClick={() => ask('stop')}>{w.stopAll}</Menu.Item>}
          {may && live && is.changed && <Menu.Item color="red" onClick={() => ask('discard')}>{w.discard}</Menu.Item>}
          {may && is.people.under_way === 0 && <Menu.Item color="red" onClick={() => ask('remove')}>{w.remove}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {confirm && <Confirm title={`${confirm.title}?`} action={confirm.title} grave={'grave' in confirm} go={confirm.go} close={close} change={confirm.change}>{confirm.about}</Confirm>}
      {asked === 'enter' && <Enter id={is.id} close={close} />}
    </>
  )
}
