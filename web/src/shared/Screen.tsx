import { Group, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'

interface Props {
  title: string
  lead?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** A screen: its title, a line of explanation, what can be done, and its content. */
export function Screen({ title, lead, actions, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Bánh Đà`
  }, [title])
  return (
    <>
      <Group justify="space-between" align="flex-end" gap="sm" mb="md">
        <div>
          <Title order={1} fz={{ base: 22, sm: 26 }}>{title}</Title>
          {lead && <Text c="dimmed" size="sm" maw={680} component="div">{lead}</Text>}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </>
  )
}
