import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { type PreviewOrderBody, templateAdd, templateLinks, templateList, templatePreview, templatePublish, templateRemove, templateSet, templateShow, templateTest, templateVersions, workspaceShow, zaloTemplateList } from '../../../shared/client'
import { useStored } from '../../../shared/draft'
import { keys, useChange, useRecords, useRemoval } from '../../../shared/queries'

const changes = { refreshes: ['templates', 'template', 'template-versions'] }

export const useTemplates = () => useRecords('templates', templateList)
export const useCurrency = () => useRecords('workspace', workspaceShow).data?.currency ?? 'VND'
/** The templates Zalo approved. */
export const useZaloTemplates = () => useRecords('zalo-templates', zaloTemplateList, { limit: 200 })
export const useAddTemplate = () => useChange(templateAdd, changes)
export const useSetTemplate = () => useChange(templateSet, { refreshes: ['templates'] })
export const useRemoveTemplate = () => useRemoval(templateRemove, changes)
export const usePublishTemplate = () => useChange(templatePublish, changes)
export const useTestTemplate = () => useChange(templateTest, { refreshes: [] })
export const useCheckLinks = () => useChange(templateLinks, { refreshes: [] })

/** One template, with what is being written. */
export const useTemplate = (id: string) => useStored('template', templateShow, id)

/** What was published of a template. */
export const useVersions = (id: string, enabled: boolean) =>
  useQuery({ queryKey: keys.record('template-versions', { id }), queryFn: ({ signal }) => ask(templateVersions, { path: { id }, signal }), enabled })

/** What is being written, as somebody would get it; the last one stays until the next is there. */
export const usePreview = (body: PreviewOrderBody) =>
  useQuery({ queryKey: keys.record('template-preview', body), queryFn: ({ signal }) => ask(templatePreview, { body, signal }), placeholderData: keepPreviousData, gcTime: 10_000 })
