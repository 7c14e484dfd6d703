import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import type { BotQuestion } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { Answer, Empty, Wrong } from '../../../shared/states'
import { useBotQuestions, useSettle, useWriteArticle } from './queries'
import * as words from './words'

/** What the bot did not know: each becomes an article, or is put away. */
export function Questions() {
  const w = useWords(words)
  const all = useBotQuestions()
  const list = all.data?.pages.flatMap((p) => p.questions) ?? []
  return (
    <>
      <Answer query={all}>{() => list.length ? <Stack component="ul" gap="xs" p={0} mt="sm" style={{ listStyle: 'none' }}>{list.map((q) => <Line key={q.id} q={q} />)}</Stack> : <Empty title={w.none}>{w.noneAbout}</Empty>}</Answer>
      {all.hasNextPage && <Button variant="default" size="xs" mt="sm" loading={all.isFetchingNextPage} onClick={() => void all.fetchNextPage()}>{w.further}</Button>}
    </>
  )
}

function Line({ q }: { q: BotQuestion }) {
  const w = useWords(words)
  const f = useFormat()
  const { language } = useLanguage()
  const navigate = useNavigate()
  const settle = useSettle()
  const write = useWriteArticle()
  const title = { vi: '', en: '', [language === 'en' ? 'en' : 'vi']: q.text.slice(0, 300) }
  const begin = () =>
    write.mutate({ body: { visibility: 'public', section: '', content: { title, tags: [], blocks: [{ kind: 'text', text: { vi: '', en: '' } }] } } }, {
      onSuccess: (made) => settle.mutate({ path: { id: q.id } }, { onSuccess: () => void navigate({ to: '/articles/$id', params: { id: made.id } }) }),
    })
  return (
    <li className="card" style={{ padding: 12 }}>
      <Text style={{ overflowWrap: 'anywhere' }}>{q.text}</Text>
      <Text size="xs" c="dimmed"><Anchor component={Link} to="/inbox" search={{ of: 'all', open: q.conversation } as never} inherit underline="always">{q.person.name || w.somebody}</Anchor> · {f.instant(q.at)}</Text>
      <Group gap="xs" mt={6}>
        <Button size="compact-sm" loading={write.isPending} onClick={begin}>{w.write}</Button>
        <Button size="compact-sm" variant="default" loading={settle.isPending} onClick={() => settle.mutate({ path: { id: q.id } })}>{w.settle}</Button>
      </Group>
      {(write.error ?? settle.error) != null && <Wrong error={write.error ?? settle.error} />}
    </li>
  )
}
