onmessage = async ({data: [glue, module]}) => { onmessage = null; const m = await import(glue); await m.default({module_or_path: module}); };
