import { ActionIcon, Button, Indicator, Popover, ScrollArea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link, useNavigate } from '@tanstack/react-router'
import { type Notice, noticeList, noticeRead } from '../shared/client'
import { useFormat } from '../shared/format'
import { Icon } from '../shared/Icon'
import { useWords } from '../shared/language'
import { useChange, useRecords } from '../shared/queries'
import { useMay } from '../shared/session'
import { Answer } from '../shared/states'
import * as words from './words'

/** What one was told while one worked: how much is unread, and the last of it. */
export function Bell() {
  const w = useWords(words)
  const may = useMay()
  const [open, { toggle, close }] = useDisclosure()
  const notices = useRecords('notices', noticeList, { limit: 30 }, { enabled: may('me:write') })
  const read = useChange(noticeRead, { refreshes: ['notices'] })
  const unread = notices.data?.unread ?? 0
  if (!may('me:write')) return null
  return (
    <Popover opened={open} onChange={(now) => !now && close()} position="bottom-end" width={340} trapFocus returnFocus>
      <Indicator disabled={!unread} label={unread > 99 ? '99+' : unread} size={16} color="red" offset={4}>
        <Popover.Target>
          <ActionIcon variant="subtle" color="gray" onClick={toggle} aria-expanded={open} aria-label={w.unread(unread)} title={w.unread(unread)}><Icon name="notices" /></ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={0}>
        <div className="bell-head">
          <b>{w.notices}</b>
          {unread > 0 && <Button size="compact-xs" variant="subtle" onClick={() => read.mutate({ body: {} })}>{w.allRead}</Button>}
        </div>
        <ScrollArea.Autosize mah="60vh" viewportProps={{ tabIndex: 0 }}>
          <Answer query={notices} height={80}>
            {(a) => a.notices.length ? a.notices.map((n) => <Line key={n.id} notice={n} done={() => { close(); if (!n.read) read.mutate({ body: { id: n.id } }) }} />) : <p className="bell-none">{w.noNotices}</p>}
          </Answer>
        </ScrollArea.Autosize>
        <p className="bell-none"><Link to="/settings/notices" search={none as never} onClick={close}>{w.chooseNotices}</Link></p>
      </Popover.Dropdown>
    </Popover>
  )
}

const none = () => ({})

/** One notice; pressed, it opens what it is about. */
function Line({ notice, done }: { notice: Notice; done: () => void }) {
  const f = useFormat()
  const navigate = useNavigate()
  const about = notice.about as Notice['about'] | null
  const { task, conversation, page, appointment } = (notice.data as Record<string, string> | null) ?? {}
  const open = () => {
    done()
    if (conversation) void navigate({ to: '/inbox', search: { open: conversation, of: 'all' } })
    else if (appointment) void navigate({ href: `/appointments/${appointment}` })
    else if (task) void navigate({ to: '/tasks', search: { task } as never })
    else if (page) void navigate({ href: `/pages/${page}` })
    else if (about?.id) void navigate({ href: `/${about.type}/${about.id}` })
    else if (notice.kind === 'stale') void navigate({ href: '/articles?state=stale' })
    else if (notice.kind === 'morning') void navigate({ to: '/tasks' })
    else if (notice.kind === 'webhook_gone') void navigate({ href: '/settings/webhooks' })
  }
  return (
    <button type="button" className="bell-line" data-unread={!notice.read || undefined} onClick={open}>
      <span>{notice.text}</span>
      <small className="figures">{f.instant(notice.at)}</small>
    </button>
  )
}
