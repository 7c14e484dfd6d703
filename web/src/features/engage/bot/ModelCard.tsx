import { Button, Checkbox, Group, NumberInput, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import type { ModelAnswer } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Answer, Wrong } from '../../../shared/states'
import { useModel, useSetModel, useTryModel } from './queries'
import * as words from './words'

/** The service of language models that words the answers, where one is wanted. */
export function ModelCard() {
  const w = useWords(words)
  return <Card title={w.model} lead={w.modelAbout}><Answer query={useModel()}>{(is: ModelAnswer) => <Form key={String(is.key_set)} is={is} />}</Answer></Card>
}

function Form({ is }: { is: ModelAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  const [on, turn] = useState(is.on)
  const [briefs, brief] = useState(is.briefs ?? false)
  const [url, setURL] = useState(is.url)
  const [name, setName] = useState(is.name)
  const [day, setDay] = useState(is.day)
  const [key, setKey] = useState('')
  const save = useSetModel()
  const tried = useTryModel()
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save.mutate({ body: { on, briefs, url, name, day, ...(key && { key }) } }, { onSuccess: () => notifications.show({ message: w.saved }) })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" mt="sm">
        <Checkbox label={w.modelOn} checked={on} onChange={(e) => turn(e.currentTarget.checked)} />
        <Checkbox label={w.modelBriefs} description={w.modelBriefsHint} checked={briefs} onChange={(e) => brief(e.currentTarget.checked)} />
        <TextInput label={w.modelURL} description={w.modelURLHint} maw={520} value={url} onChange={(e) => setURL(e.currentTarget.value)} />
        <TextInput label={w.modelName} maw={520} value={name} onChange={(e) => setName(e.currentTarget.value)} />
        <PasswordInput label={w.modelKey} description={is.key_set ? w.modelKeySet : w.modelKeyHint} maw={520} autoComplete="off" value={key} onChange={(e) => setKey(e.currentTarget.value)} />
        <NumberInput label={w.modelDay} description={w.modelDayHint(f.number(is.today))} min={0} maw={280} thousandSeparator=" " value={day} onChange={(n) => setDay(Number(n))} />
        {is.said && <Text size="sm" role="status">{is.rests ? w.modelRests : w.modelSaid} {is.said}</Text>}
        {tried.data && <Text size="sm" role="status">{w.modelTried(f.number(tried.data.millis), f.number(tried.data.tokens))} “{tried.data.text}”</Text>}
        {(save.error ?? tried.error) != null && <Wrong error={save.error ?? tried.error} />}
        <Group><Button type="submit" loading={save.isPending}>{w.save}</Button><Button variant="default" disabled={!is.url} loading={tried.isPending} onClick={() => tried.mutate({})}>{w.modelTry}</Button></Group>
      </Stack>
    </form>
  )
}
