// Generated from lib/settings; run `npm run generate`, never edit.
/** What a setting has to be: the name of a check, or the settings in it. */
export type SettingKind = string | SettingKinds;
/** What the settings in an object have to be. */
export interface SettingKinds {
    readonly [setting: string]: SettingKind;
}
/** What each setting has to be; objects that may be empty, field by field. */
export const SETTING_KINDS: SettingKinds = {
    "$schema": "string",
    "apiKeyHelper": "string",
    "proxyAuthHelper": "string",
    "awsCredentialExport": "string",
    "awsAuthRefresh": "string",
    "gcpAuthRefresh": "string",
    "processWrapper": "string",
    "policyHelper": "Settings[\"policyHelper\"]",
    "fileSuggestion": "Settings[\"fileSuggestion\"]",
    "respectGitignore": "boolean",
    "cleanupPeriodDays": "number, type uint32, minimum 1",
    "desktopSessionCleanupPeriodDays": "number, type uint32",
    "syncClaudeAiSkills": "boolean",
    "syncClaudeAiPlugins": "boolean",
    "skillListingMaxDescChars": "number, type uint32, minimum 1",
    "skillListingBudgetFraction": "number, exclusiveMinimum 0, maximum 1",
    "wslInheritsWindowsSettings": "boolean",
    "env": "Settings[\"env\"]",
    "attribution": "Settings[\"attribution\"]",
    "attributionProject": "string",
    "attributionProjectPolicy": {
        "default": "string"
    },
    "includeCoAuthoredBy": "boolean",
    "includeGitInstructions": "boolean",
    "permissions": {
        "allow": "string[]",
        "deny": "string[]",
        "ask": "string[]",
        "defaultMode": "\"acceptEdits\" | \"auto\" | \"bypassPermissions\" | \"default\" | \"dontAsk\" | \"plan\"",
        "disableBypassPermissionsMode": "\"disable\"",
        "blockReadsOutsideWorkingDirectories": "boolean",
        "blockWritesOutsideWorkingDirectories": "boolean",
        "blockReadsExemptPaths": "string[]",
        "workingDirectoriesAsGiven": "string[]",
        "workingDirectoriesExclude": "string[]",
        "disableAutoMode": "\"disable\"",
        "denyInsteadOfPrompting": "boolean",
        "additionalDirectories": "string[]",
        "*": "unknown"
    },
    "model": "string",
    "fallbackModel": "string[]",
    "availableModels": "string[]",
    "enforceAvailableModels": "boolean",
    "availableModelsMatch": "\"prefix\" | \"exact\"",
    "deniedModels": "string[]",
    "modelOverrides": "Settings[\"modelOverrides\"]",
    "modelPicker": "Settings[\"modelPicker\"]",
    "modelPricing": {
        "multiplier": "number, exclusiveMinimum 0",
        "overrides": "Settings[\"modelPricing\"][\"overrides\"]"
    },
    "enableAllProjectMcpServers": "boolean",
    "enabledMcpjsonServers": "string[]",
    "disabledMcpjsonServers": "string[]",
    "disableClaudeAiConnectors": "boolean",
    "skillOverrides": "Settings[\"skillOverrides\"]",
    "disableBundledSkills": "boolean",
    "managedMcpServers": "Settings[\"managedMcpServers\"]",
    "allowedMcpServers": "ServerRule[]",
    "deniedMcpServers": "ServerRule[]",
    "hooks": "SettingsHooks",
    "worktree": {
        "symlinkDirectories": "string[]",
        "sparsePaths": "string[]",
        "baseRef": "\"fresh\" | \"head\"",
        "bgIsolation": "\"worktree\" | \"none\"",
        "location": "string"
    },
    "disableAllHooks": "boolean",
    "disableReplyCheck": "boolean",
    "disableAgentView": "boolean",
    "disableRemoteControl": "boolean",
    "disableWorkflows": "boolean",
    "disableArtifact": "boolean",
    "enableArtifact": "boolean",
    "enableWorkflows": "boolean",
    "workflowSizeGuideline": "\"unrestricted\" | \"small\" | \"medium\" | \"large\"",
    "workflowKeywordTriggerEnabled": "boolean",
    "disableSkillShellExecution": "boolean",
    "disableWindowsBashCommandSplit": "boolean",
    "defaultShell": "\"bash\" | \"powershell\"",
    "bashEditDiffEnabled": "boolean",
    "bashOutputMaxChars": "number, type uint32, minimum 1",
    "taskOutputMaxChars": "number, type uint32, minimum 1",
    "respondToBashCommands": "boolean",
    "allowManagedHooksOnly": "boolean",
    "allowedHttpHookUrls": "string[]",
    "httpHookAllowedEnvVars": "string[]",
    "allowManagedPermissionRulesOnly": "boolean",
    "allowManagedMcpServersOnly": "boolean",
    "desktopMcpServersListScope": "string",
    "allowAllClaudeAiMcps": "boolean",
    "allowClaudeInChromeWithManagedMcp": "boolean",
    "strictPluginOnlyCustomization": "boolean | (\"skills\" | \"agents\" | \"hooks\" | \"mcp\")[]",
    "statusLine": "Settings[\"statusLine\"]",
    "prUrlTemplate": "string",
    "footerLinksRegexes": "Settings[\"footerLinksRegexes\"]",
    "subagentStatusLine": "Settings[\"subagentStatusLine\"]",
    "enabledPlugins": "Settings[\"enabledPlugins\"]",
    "prependPlugins": "string[]",
    "appendPlugins": "string[]",
    "extraKnownMarketplaces": "Marketplaces",
    "additionalMarketplaces": "Marketplaces",
    "strictKnownMarketplaces": "MarketplaceSource[]",
    "allowedMarketplaces": "MarketplaceSource[]",
    "blockedMarketplaces": "MarketplaceSource[]",
    "disableCommandPluginSources": "boolean",
    "disableSideloadFlags": "boolean",
    "pluginSuggestionMarketplaces": "string[]",
    "forceLoginMethod": "\"claudeai\" | \"console\" | \"gateway\"",
    "forceLoginGatewayUrl": "string",
    "gatewayInternalNetworks": "string[]",
    "parentSettingsBehavior": "\"first-wins\" | \"merge\"",
    "managedSourcesBehavior": "\"first-wins\" | \"merge\"",
    "forceLoginOrgUUID": "string | string[]",
    "allowNestedModelAccessUnderForceLogin": "boolean",
    "allowedProviders": "(\"gateway\" | \"anthropic\" | \"customEndpoint\" | \"bedrock\" | \"vertex\" | \"foundry\" | \"anthropicAws\" | \"mantle\")[]",
    "forceRemoteSettingsRefresh": "boolean",
    "otelHeadersHelper": "string",
    "outputStyle": "string",
    "viewMode": "\"default\" | \"verbose\" | \"focus\"",
    "language": "string",
    "skipWebFetchPreflight": "boolean",
    "sandbox": {
        "enabled": "boolean",
        "failIfUnavailable": "boolean",
        "autoAllowBashIfSandboxed": "boolean",
        "allowUnsandboxedCommands": "boolean",
        "network": {
            "allowedDomains": "string[]",
            "deniedDomains": "string[]",
            "strictAllowlist": "boolean",
            "allowManagedDomainsOnly": "boolean",
            "allowUnixSockets": "string[]",
            "allowAllUnixSockets": "boolean",
            "allowLocalBinding": "boolean",
            "allowMachLookup": "string[]",
            "httpProxyPort": "number",
            "socksProxyPort": "number",
            "tlsTerminate": {
                "caCertPath": "string",
                "caKeyPath": "string"
            }
        },
        "filesystem": {
            "allowWrite": "string[]",
            "denyWrite": "string[]",
            "denyRead": "string[]",
            "allowRead": "string[]",
            "allowManagedReadPathsOnly": "boolean",
            "disabled": "boolean"
        },
        "credentials": {
            "files": "Settings[\"sandbox\"][\"credentials\"][\"files\"]",
            "envVars": "Settings[\"sandbox\"][\"credentials\"][\"envVars\"]",
            "allowPlaintextInject": "boolean",
            "awsPairs": "Settings[\"sandbox\"][\"credentials\"][\"awsPairs\"]",
            "sigv4": {
                "streaming": "\"deny\" | \"passthrough\"",
                "presigned": "\"deny\" | \"passthrough\"",
                "sigv4a": "\"deny\" | \"passthrough\""
            }
        },
        "ignoreViolations": "SandboxIgnoreViolations",
        "enableWeakerNestedSandbox": "boolean",
        "allowNestedUserNamespaces": "boolean",
        "enableWeakerNetworkIsolation": "boolean",
        "allowAppleEvents": "boolean",
        "excludedCommands": "string[]",
        "ripgrep": "Settings[\"sandbox\"][\"ripgrep\"]",
        "bwrapPath": "string",
        "socatPath": "string",
        "*": "unknown"
    },
    "feedbackSurveyRate": "number, minimum 0, maximum 1",
    "feedbackDrafts": "\"off\" | \"notify\" | \"quiet\"",
    "spinnerTipsEnabled": "boolean",
    "spinnerVerbs": "Settings[\"spinnerVerbs\"]",
    "spinnerTipsOverride": {
        "excludeDefault": "boolean",
        "tips": "Settings[\"spinnerTipsOverride\"][\"tips\"]",
        "tipsFile": "string",
        "label": "string",
        "*": "unknown"
    },
    "syntaxHighlightingDisabled": "boolean",
    "maxProseWidth": "number, minimum 40",
    "spellcheck": {
        "enabled": "boolean",
        "checker": "string",
        "language": "string",
        "color": "string",
        "*": "unknown"
    },
    "terminalTitleFromRename": "boolean",
    "promptCacheTtl": "\"5m\" | \"1h\"",
    "subagentPromptCacheTtl": "\"5m\" | \"1h\"",
    "alwaysThinkingEnabled": "boolean",
    "effortLevel": "\"medium\" | \"low\" | \"high\" | \"xhigh\"",
    "maxEffortLevel": "\"medium\" | \"low\" | \"high\" | \"xhigh\" | \"max\"",
    "modelSettings": "Settings[\"modelSettings\"]",
    "ultracode": "boolean",
    "autoCompactWindow": "number, minimum 100000",
    "advisorModel": "string",
    "fastMode": "boolean",
    "fastModePerSessionOptIn": "boolean",
    "promptSuggestionEnabled": "boolean",
    "emojiCompletionEnabled": "boolean",
    "showClearContextOnPlanAccept": "boolean",
    "askUserQuestionTimeout": "\"5m\" | \"60s\" | \"10m\" | \"never\"",
    "dialogExpiry": "\"5m\" | \"60s\" | \"10m\" | \"never\"",
    "agent": "string",
    "companyAnnouncements": "string[]",
    "pluginConfigs": "Settings[\"pluginConfigs\"]",
    "remote": {
        "defaultEnvironmentId": "string"
    },
    "autoUpdatesChannel": "\"latest\" | \"stable\" | \"rc\"",
    "minimumVersion": "string",
    "requiredMinimumVersion": "string",
    "requiredMaximumVersion": "string",
    "downloadsMirrorUrl": "string",
    "plansDirectory": "string",
    "tui": "\"default\" | \"fullscreen\"",
    "voice": {
        "enabled": "boolean",
        "mode": "\"hold\" | \"tap\"",
        "autoSubmit": "boolean"
    },
    "channelsEnabled": "boolean",
    "allowedChannelPlugins": "Settings[\"allowedChannelPlugins\"]",
    "prefersReducedMotion": "boolean",
    "timeFormat": "string",
    "timeZone": "string",
    "autoMemoryEnabled": "boolean",
    "autoMemoryDirectory": "string",
    "autoDreamEnabled": "boolean",
    "showThinkingSummaries": "boolean",
    "skipDangerousModePermissionPrompt": "boolean",
    "disableAutoMode": "\"disable\"",
    "sshConfigs": "Settings[\"sshConfigs\"]",
    "sshHostCommands": "unknown[]",
    "claudeMd": "string",
    "claudeMdExcludes": "string[]",
    "pluginTrustMessage": "string",
    "theme": "string",
    "editorMode": "\"normal\" | \"vim\"",
    "keybindingFlavor": "\"classic\" | \"readline\"",
    "vimInsertModeRemaps": "Settings[\"vimInsertModeRemaps\"]",
    "verbose": "boolean",
    "preferredNotifChannel": "\"auto\" | \"iterm2\" | \"terminal_bell\" | \"iterm2_with_bell\" | \"kitty\" | \"ghostty\" | \"notifications_disabled\"",
    "autoCompactEnabled": "boolean",
    "precomputeCompactionEnabled": "boolean",
    "idleCompaction": "boolean",
    "switchModelsOnFlag": "boolean",
    "autoContinueAtUsageLimit": "boolean",
    "autoScrollEnabled": "boolean",
    "wheelScrollAccelerationEnabled": "boolean",
    "fileCheckpointingEnabled": "boolean",
    "showTurnDuration": "boolean",
    "showMessageTimestamps": "boolean",
    "terminalProgressBarEnabled": "boolean",
    "todoFeatureEnabled": "boolean",
    "teammateMode": "\"auto\" | \"iterm2\" | \"tmux\" | \"in-process\"",
    "remoteControlAtStartup": "boolean",
    "isolatePeerMachines": "boolean",
    "daemonColdStart": "\"transient\" | \"ask\"",
    "crossSessionInbound": "\"hold\" | \"accept\" | \"refuse\"",
    "autoUploadSessions": "boolean",
    "inputNeededNotifEnabled": "boolean",
    "agentPushNotifEnabled": "boolean",
    "skipAutoPermissionPrompt": "boolean",
    "useAutoModeDuringPlan": "boolean",
    "autoMode": {
        "allow": "string[]",
        "soft_deny": "string[]",
        "hard_deny": "string[]",
        "environment": "string[]",
        "classifyAllShell": "boolean"
    },
    "disableDeepLinkRegistration": "\"disable\"",
    "voiceEnabled": "boolean",
    "defaultView": "\"chat\" | \"transcript\"",
    "*": "unknown"
};
/** Whether a value is of a kind. */
export const SETTING_CHECKS: Readonly<Record<string, (value: unknown) => boolean>> = {
    "string": (() => { return (input: any): boolean => "string" === typeof input; })(),
    "Settings[\"policyHelper\"]": (() => { const _io0 = (input: any): boolean => "string" === typeof input.path && (undefined === input.timeoutMs || "number" === typeof input.timeoutMs) && (undefined === input.refreshIntervalMs || "number" === typeof input.refreshIntervalMs); return (input: any): boolean => "object" === typeof input && null !== input && _io0(input); })(),
    "Settings[\"fileSuggestion\"]": (() => { const _io0 = (input: any): boolean => "command" === input.type && "string" === typeof input.command; return (input: any): boolean => "object" === typeof input && null !== input && _io0(input); })(),
    "boolean": (() => { return (input: any): boolean => "boolean" === typeof input; })(),
    "number, type uint32, minimum 1": (value: unknown) => (() => { const _io0 = (input: any): boolean => undefined === input.taskOutputMaxChars || "number" === typeof input.taskOutputMaxChars && (Math.floor(input.taskOutputMaxChars) === input.taskOutputMaxChars && 0 <= input.taskOutputMaxChars && input.taskOutputMaxChars <= 4294967295 && 1 <= input.taskOutputMaxChars); return (input: any): boolean => "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input); })()({ taskOutputMaxChars: value }),
    "number, type uint32": (value: unknown) => (() => { const _io0 = (input: any): boolean => undefined === input.desktopSessionCleanupPeriodDays || "number" === typeof input.desktopSessionCleanupPeriodDays && (Math.floor(input.desktopSessionCleanupPeriodDays) === input.desktopSessionCleanupPeriodDays && 0 <= input.desktopSessionCleanupPeriodDays && input.desktopSessionCleanupPeriodDays <= 4294967295); return (input: any): boolean => "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input); })()({ desktopSessionCleanupPeriodDays: value }),
    "number, exclusiveMinimum 0, maximum 1": (value: unknown) => (() => { const _io0 = (input: any): boolean => undefined === input.skillListingBudgetFraction || "number" === typeof input.skillListingBudgetFraction && (0 < input.skillListingBudgetFraction && input.skillListingBudgetFraction <= 1); return (input: any): boolean => "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input); })()({ skillListingBudgetFraction: value }),
    "Settings[\"env\"]": (() => { const _io0 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return "string" === typeof value;
    }); return (input: any): boolean => "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input); })(),
    "Settings[\"attribution\"]": (() => { const _io0 = (input: any): boolean => (undefined === input.commit || "string" === typeof input.commit) && (undefined === input.pr || "string" === typeof input.pr) && (undefined === input.sessionUrl || "boolean" === typeof input.sessionUrl) && Object.keys(input).every((key: any) => {
        if (["commit", "pr", "sessionUrl"].some((prop: any) => key === prop))
            return true;
        const value = input[key];
        if (undefined === value)
            return true;
        return true;
    }); return (input: any): boolean => null !== input && undefined !== input && ("boolean" === typeof input || "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input)); })(),
    "string[]": (() => { return (input: any): boolean => Array.isArray(input) && input.every((elem: any) => "string" === typeof elem); })(),
    "\"acceptEdits\" | \"auto\" | \"bypassPermissions\" | \"default\" | \"dontAsk\" | \"plan\"": (() => { return (input: any): boolean => "acceptEdits" === input || "auto" === input || "bypassPermissions" === input || "default" === input || "dontAsk" === input || "plan" === input; })(),
    "\"disable\"": (() => { return (input: any): boolean => "disable" === input; })(),
    "\"prefix\" | \"exact\"": (() => { return (input: any): boolean => "prefix" === input || "exact" === input; })(),
    "Settings[\"modelOverrides\"]": (() => { const _io0 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return "string" === typeof value;
    }); return (input: any): boolean => "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input); })(),
    "Settings[\"modelPicker\"]": (() => { const _io0 = (input: any): boolean => Array.isArray(input.options) && input.options.every((elem: any) => "object" === typeof elem && null !== elem && _io1(elem)) && (undefined === input.replaceBuiltInOptions || "boolean" === typeof input.replaceBuiltInOptions); const _io1 = (input: any): boolean => "string" === typeof input.model && (undefined === input.label || "string" === typeof input.label) && (undefined === input.description || "string" === typeof input.description) && (undefined === input.behavesAs || "string" === typeof input.behavesAs); return (input: any): boolean => "object" === typeof input && null !== input && _io0(input); })(),
    "number, exclusiveMinimum 0": (value: unknown) => (() => { const _io0 = (input: any): boolean => undefined === input.multiplier || "number" === typeof input.multiplier && 0 < input.multiplier; return (input: any): boolean => "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input); })()({ multiplier: value }),
    "Settings[\"modelPricing\"][\"overrides\"]": (() => { const _io0 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return "object" === typeof value && null !== value && _io1(value);
    }); const _io1 = (input: any): boolean => "number" === typeof input.input && "number" === typeof input.output && "number" === typeof input.cacheRead && "number" === typeof input.cacheWrite; return (input: any): boolean => "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input); })(),
    "Settings[\"skillOverrides\"]": (() => { const _io0 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return "on" === value || "name-only" === value || "user-invocable-only" === value || "off" === value;
    }); return (input: any): boolean => "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input); })(),
    "Settings[\"managedMcpServers\"]": (() => { const _io0 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return "object" === typeof value && null !== value && false === Array.isArray(value) && _io1(value);
    }); const _io1 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return true;
    }); return (input: any): boolean => "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input); })(),
    "ServerRule[]": (() => { const _io0 = (input: any): boolean => (undefined === input.serverName || "string" === typeof input.serverName) && (undefined === input.serverCommand || Array.isArray(input.serverCommand) && ("string" === typeof input.serverCommand[0] && (Array.isArray(input.serverCommand.slice(1)) && input.serverCommand.slice(1).every((elem: any) => "string" === typeof elem)))) && (undefined === input.serverUrl || "string" === typeof input.serverUrl); return (input: any): boolean => Array.isArray(input) && input.every((elem: any) => "object" === typeof elem && null !== elem && false === Array.isArray(elem) && _io0(elem)); })(),
    "SettingsHooks": (() => { const _io0 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return Array.isArray(value) && value.every((elem: any) => "object" === typeof elem && null !== elem && _io1(elem));
    }); const _io1 = (input: any): boolean => (undefined === input.matcher || "string" === typeof input.matcher) && (Array.isArray(input.hooks) && input.hooks.every((elem: any) => "object" === typeof elem && null !== elem && _iu0(elem))); const _io2 = (input: any): boolean => "command" === input.type && "string" === typeof input.command && (undefined === input.args || Array.isArray(input.args) && input.args.every((elem: any) => "string" === typeof elem)) && (undefined === input["if"] || "string" === typeof input["if"]) && (undefined === input.shell || "bash" === input.shell || "powershell" === input.shell) && (undefined === input.timeout || "number" === typeof input.timeout) && (undefined === input.onFailure || "continue" === input.onFailure || "block" === input.onFailure) && (undefined === input.statusMessage || "string" === typeof input.statusMessage) && (undefined === input.once || "boolean" === typeof input.once) && (undefined === input.async || "boolean" === typeof input.async) && (undefined === input.asyncRewake || "boolean" === typeof input.asyncRewake); const _io3 = (input: any): boolean => "prompt" === input.type && "string" === typeof input.prompt && (undefined === input["if"] || "string" === typeof input["if"]) && (undefined === input.timeout || "number" === typeof input.timeout) && (undefined === input.model || "string" === typeof input.model) && (undefined === input.continueOnBlock || "boolean" === typeof input.continueOnBlock) && (undefined === input.statusMessage || "string" === typeof input.statusMessage) && (undefined === input.once || "boolean" === typeof input.once); const _io4 = (input: any): boolean => "agent" === input.type && "string" === typeof input.prompt && (undefined === input["if"] || "string" === typeof input["if"]) && (undefined === input.timeout || "number" === typeof input.timeout) && (undefined === input.model || "string" === typeof input.model) && (undefined === input.statusMessage || "string" === typeof input.statusMessage) && (undefined === input.once || "boolean" === typeof input.once); const _io5 = (input: any): boolean => "http" === input.type && "string" === typeof input.url && (undefined === input["if"] || "string" === typeof input["if"]) && (undefined === input.timeout || "number" === typeof input.timeout) && (undefined === input.onFailure || "continue" === input.onFailure || "block" === input.onFailure) && (undefined === input.headers || "object" === typeof input.headers && null !== input.headers && false === Array.isArray(input.headers) && _io6(input.headers)) && (undefined === input.allowedEnvVars || Array.isArray(input.allowedEnvVars) && input.allowedEnvVars.every((elem: any) => "string" === typeof elem)) && (undefined === input.statusMessage || "string" === typeof input.statusMessage) && (undefined === input.once || "boolean" === typeof input.once); const _io6 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return "string" === typeof value;
    }); const _io7 = (input: any): boolean => "mcp_tool" === input.type && "string" === typeof input.server && "string" === typeof input.tool && (undefined === input.input || "object" === typeof input.input && null !== input.input && false === Array.isArray(input.input) && _io8(input.input)) && (undefined === input["if"] || "string" === typeof input["if"]) && (undefined === input.timeout || "number" === typeof input.timeout) && (undefined === input.onFailure || "continue" === input.onFailure || "block" === input.onFailure) && (undefined === input.statusMessage || "string" === typeof input.statusMessage) && (undefined === input.once || "boolean" === typeof input.once); const _io8 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return true;
    }); const _iu0 = (input: any): any => (() => {
        if ("command" === input.type)
            return _io2(input);
        else if ("prompt" === input.type)
            return _io3(input);
        else if ("agent" === input.type)
            return _io4(input);
        else if ("http" === input.type)
            return _io5(input);
        else if ("mcp_tool" === input.type)
            return _io7(input);
        else
            return false;
    })(); return (input: any): boolean => "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input); })(),
    "\"fresh\" | \"head\"": (() => { return (input: any): boolean => "fresh" === input || "head" === input; })(),
    "\"worktree\" | \"none\"": (() => { return (input: any): boolean => "worktree" === input || "none" === input; })(),
    "\"unrestricted\" | \"small\" | \"medium\" | \"large\"": (() => { return (input: any): boolean => "unrestricted" === input || "small" === input || "medium" === input || "large" === input; })(),
    "\"bash\" | \"powershell\"": (() => { return (input: any): boolean => "bash" === input || "powershell" === input; })(),
    "boolean | (\"skills\" | \"agents\" | \"hooks\" | \"mcp\")[]": (() => { return (input: any): boolean => null !== input && undefined !== input && ("boolean" === typeof input || Array.isArray(input) && input.every((elem: any) => "hooks" === elem || "skills" === elem || "agents" === elem || "mcp" === elem)); })(),
    "Settings[\"statusLine\"]": (() => { const _io0 = (input: any): boolean => "command" === input.type && "string" === typeof input.command && (undefined === input.padding || "number" === typeof input.padding) && (undefined === input.refreshInterval || "number" === typeof input.refreshInterval) && (undefined === input.hideVimModeIndicator || "boolean" === typeof input.hideVimModeIndicator); return (input: any): boolean => "object" === typeof input && null !== input && _io0(input); })(),
    "Settings[\"footerLinksRegexes\"]": (() => { const _io0 = (input: any): boolean => "regex" === input.type && "string" === typeof input.pattern && "string" === typeof input.url && (undefined === input.label || "string" === typeof input.label) && Object.keys(input).every((key: any) => {
        if (["type", "pattern", "url", "label"].some((prop: any) => key === prop))
            return true;
        const value = input[key];
        if (undefined === value)
            return true;
        return true;
    }); const _io1 = (input: any): boolean => "string" === typeof input.type && Object.keys(input).every((key: any) => {
        if (["type"].some((prop: any) => key === prop))
            return true;
        const value = input[key];
        if (undefined === value)
            return true;
        return true;
    }); const _iu0 = (input: any): any => (() => {
        if (undefined !== input.pattern)
            return _io0(input);
        else
            return _io1(input);
    })(); return (input: any): boolean => Array.isArray(input) && input.every((elem: any) => "object" === typeof elem && null !== elem && _iu0(elem)); })(),
    "Settings[\"subagentStatusLine\"]": (() => { const _io0 = (input: any): boolean => "command" === input.type && "string" === typeof input.command; return (input: any): boolean => "object" === typeof input && null !== input && _io0(input); })(),
    "Settings[\"enabledPlugins\"]": (() => { const _io0 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return null !== value && undefined !== value && ("boolean" === typeof value || (Array.isArray(value) && value.every((elem: any) => "string" === typeof elem) || "object" === typeof value && null !== value && false === Array.isArray(value) && _io1(value)));
    }); const _io1 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return true;
    }); return (input: any): boolean => "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input); })(),
    "Marketplaces": (() => { const _io0 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return "object" === typeof value && null !== value && _io1(value);
    }); const _io1 = (input: any): boolean => "object" === typeof input.source && null !== input.source && _iu0(input.source) && (undefined === input.installLocation || "string" === typeof input.installLocation) && (undefined === input.autoUpdate || "boolean" === typeof input.autoUpdate) && (undefined === input.pluginDigests || "object" === typeof input.pluginDigests && null !== input.pluginDigests && false === Array.isArray(input.pluginDigests) && _io23(input.pluginDigests)); const _io2 = (input: any): boolean => "url" === input.source && "string" === typeof input.url && (undefined === input.headers || "object" === typeof input.headers && null !== input.headers && false === Array.isArray(input.headers) && _io3(input.headers)) && (undefined === input.headersHelper || "string" === typeof input.headersHelper); const _io3 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return "string" === typeof value;
    }); const _io4 = (input: any): boolean => "github" === input.source && "string" === typeof input.repo && (undefined === input.ref || "string" === typeof input.ref) && (undefined === input.path || "string" === typeof input.path) && (undefined === input.sparsePaths || Array.isArray(input.sparsePaths) && input.sparsePaths.every((elem: any) => "string" === typeof elem)) && (undefined === input.skipLfs || "boolean" === typeof input.skipLfs); const _io5 = (input: any): boolean => "git" === input.source && "string" === typeof input.url && (undefined === input.ref || "string" === typeof input.ref) && (undefined === input.path || "string" === typeof input.path) && (undefined === input.sparsePaths || Array.isArray(input.sparsePaths) && input.sparsePaths.every((elem: any) => "string" === typeof elem)) && (undefined === input.skipLfs || "boolean" === typeof input.skipLfs); const _io6 = (input: any): boolean => "npm" === input.source && "string" === typeof input["package"] && (undefined === input.version || "string" === typeof input.version) && (undefined === input.registry || "string" === typeof input.registry); const _io7 = (input: any): boolean => "file" === input.source && "string" === typeof input.path; const _io8 = (input: any): boolean => "directory" === input.source && "string" === typeof input.path; const _io9 = (input: any): boolean => "skills-dir" === input.source; const _io10 = (input: any): boolean => "hostPattern" === input.source && "string" === typeof input.hostPattern; const _io11 = (input: any): boolean => "pathPattern" === input.source && "string" === typeof input.pathPattern; const _io12 = (input: any): boolean => "settings" === input.source && "string" === typeof input.name && (Array.isArray(input.plugins) && input.plugins.every((elem: any) => "object" === typeof elem && null !== elem && _io13(elem))) && (undefined === input.owner || "object" === typeof input.owner && null !== input.owner && _io22(input.owner)); const _io13 = (input: any): boolean => "string" === typeof input.name && (null !== input.source && undefined !== input.source && ("string" === typeof input.source || "object" === typeof input.source && null !== input.source && _iu1(input.source))) && (undefined === input.description || "string" === typeof input.description) && (undefined === input.version || "string" === typeof input.version) && (undefined === input.strict || "boolean" === typeof input.strict) && (undefined === input.engines || "object" === typeof input.engines && null !== input.engines && false === Array.isArray(input.engines) && _io21(input.engines)) && (undefined === input.headers || "object" === typeof input.headers && null !== input.headers && false === Array.isArray(input.headers) && _io3(input.headers)) && (undefined === input.headersHelper || "string" === typeof input.headersHelper); const _io14 = (input: any): boolean => "npm" === input.source && "string" === typeof input["package"] && (undefined === input.version || "string" === typeof input.version) && (undefined === input.registry || "string" === typeof input.registry); const _io15 = (input: any): boolean => "url" === input.source && "string" === typeof input.url && (undefined === input.ref || "string" === typeof input.ref) && (undefined === input.sha || "string" === typeof input.sha); const _io16 = (input: any): boolean => "github" === input.source && "string" === typeof input.repo && (undefined === input.ref || "string" === typeof input.ref) && (undefined === input.sha || "string" === typeof input.sha); const _io17 = (input: any): boolean => "git-subdir" === input.source && "string" === typeof input.url && "string" === typeof input.path && (undefined === input.ref || "string" === typeof input.ref) && (undefined === input.sha || "string" === typeof input.sha); const _io18 = (input: any): boolean => "archive" === input.source && "string" === typeof input.url && (undefined === input.sha256 || "string" === typeof input.sha256); const _io19 = (input: any): boolean => "command" === input.source && "string" === typeof input.command && (undefined === input.timeout || "number" === typeof input.timeout) && (undefined === input.mode || "copy" === input.mode || "link" === input.mode); const _io20 = (input: any): boolean => "unsupported" === input.source && (undefined === input.error || "string" === typeof input.error); const _io21 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return true;
    }); const _io22 = (input: any): boolean => "string" === typeof input.name && (undefined === input.email || "string" === typeof input.email) && (undefined === input.url || "string" === typeof input.url); const _io23 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return Array.isArray(value) && value.every((elem: any) => "string" === typeof elem);
    }); const _iu0 = (input: any): any => (() => {
        if ("url" === input.source)
            return _io2(input);
        else if ("github" === input.source)
            return _io4(input);
        else if ("git" === input.source)
            return _io5(input);
        else if ("npm" === input.source)
            return _io6(input);
        else if ("directory" === input.source)
            return _io8(input);
        else if ("file" === input.source)
            return _io7(input);
        else if ("skills-dir" === input.source)
            return _io9(input);
        else if ("hostPattern" === input.source)
            return _io10(input);
        else if ("pathPattern" === input.source)
            return _io11(input);
        else if ("settings" === input.source)
            return _io12(input);
        else
            return false;
    })(); const _iu1 = (input: any): any => (() => {
        if ("npm" === input.source)
            return _io14(input);
        else if ("url" === input.source)
            return _io15(input);
        else if ("github" === input.source)
            return _io16(input);
        else if ("git-subdir" === input.source)
            return _io17(input);
        else if ("archive" === input.source)
            return _io18(input);
        else if ("command" === input.source)
            return _io19(input);
        else if ("unsupported" === input.source)
            return _io20(input);
        else
            return false;
    })(); return (input: any): boolean => "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input); })(),
    "MarketplaceSource[]": (() => { const _io0 = (input: any): boolean => "url" === input.source && "string" === typeof input.url && (undefined === input.headers || "object" === typeof input.headers && null !== input.headers && false === Array.isArray(input.headers) && _io1(input.headers)) && (undefined === input.headersHelper || "string" === typeof input.headersHelper); const _io1 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return "string" === typeof value;
    }); const _io2 = (input: any): boolean => "github" === input.source && "string" === typeof input.repo && (undefined === input.ref || "string" === typeof input.ref) && (undefined === input.path || "string" === typeof input.path) && (undefined === input.sparsePaths || Array.isArray(input.sparsePaths) && input.sparsePaths.every((elem: any) => "string" === typeof elem)) && (undefined === input.skipLfs || "boolean" === typeof input.skipLfs); const _io3 = (input: any): boolean => "git" === input.source && "string" === typeof input.url && (undefined === input.ref || "string" === typeof input.ref) && (undefined === input.path || "string" === typeof input.path) && (undefined === input.sparsePaths || Array.isArray(input.sparsePaths) && input.sparsePaths.every((elem: any) => "string" === typeof elem)) && (undefined === input.skipLfs || "boolean" === typeof input.skipLfs); const _io4 = (input: any): boolean => "npm" === input.source && "string" === typeof input["package"] && (undefined === input.version || "string" === typeof input.version) && (undefined === input.registry || "string" === typeof input.registry); const _io5 = (input: any): boolean => "file" === input.source && "string" === typeof input.path; const _io6 = (input: any): boolean => "directory" === input.source && "string" === typeof input.path; const _io7 = (input: any): boolean => "skills-dir" === input.source; const _io8 = (input: any): boolean => "hostPattern" === input.source && "string" === typeof input.hostPattern; const _io9 = (input: any): boolean => "pathPattern" === input.source && "string" === typeof input.pathPattern; const _io10 = (input: any): boolean => "settings" === input.source && "string" === typeof input.name && (Array.isArray(input.plugins) && input.plugins.every((elem: any) => "object" === typeof elem && null !== elem && _io11(elem))) && (undefined === input.owner || "object" === typeof input.owner && null !== input.owner && _io20(input.owner)); const _io11 = (input: any): boolean => "string" === typeof input.name && (null !== input.source && undefined !== input.source && ("string" === typeof input.source || "object" === typeof input.source && null !== input.source && _iu1(input.source))) && (undefined === input.description || "string" === typeof input.description) && (undefined === input.version || "string" === typeof input.version) && (undefined === input.strict || "boolean" === typeof input.strict) && (undefined === input.engines || "object" === typeof input.engines && null !== input.engines && false === Array.isArray(input.engines) && _io19(input.engines)) && (undefined === input.headers || "object" === typeof input.headers && null !== input.headers && false === Array.isArray(input.headers) && _io1(input.headers)) && (undefined === input.headersHelper || "string" === typeof input.headersHelper); const _io12 = (input: any): boolean => "npm" === input.source && "string" === typeof input["package"] && (undefined === input.version || "string" === typeof input.version) && (undefined === input.registry || "string" === typeof input.registry); const _io13 = (input: any): boolean => "url" === input.source && "string" === typeof input.url && (undefined === input.ref || "string" === typeof input.ref) && (undefined === input.sha || "string" === typeof input.sha); const _io14 = (input: any): boolean => "github" === input.source && "string" === typeof input.repo && (undefined === input.ref || "string" === typeof input.ref) && (undefined === input.sha || "string" === typeof input.sha); const _io15 = (input: any): boolean => "git-subdir" === input.source && "string" === typeof input.url && "string" === typeof input.path && (undefined === input.ref || "string" === typeof input.ref) && (undefined === input.sha || "string" === typeof input.sha); const _io16 = (input: any): boolean => "archive" === input.source && "string" === typeof input.url && (undefined === input.sha256 || "string" === typeof input.sha256); const _io17 = (input: any): boolean => "command" === input.source && "string" === typeof input.command && (undefined === input.timeout || "number" === typeof input.timeout) && (undefined === input.mode || "copy" === input.mode || "link" === input.mode); const _io18 = (input: any): boolean => "unsupported" === input.source && (undefined === input.error || "string" === typeof input.error); const _io19 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return true;
    }); const _io20 = (input: any): boolean => "string" === typeof input.name && (undefined === input.email || "string" === typeof input.email) && (undefined === input.url || "string" === typeof input.url); const _iu0 = (input: any): any => (() => {
        if ("url" === input.source)
            return _io0(input);
        else if ("github" === input.source)
            return _io2(input);
        else if ("git" === input.source)
            return _io3(input);
        else if ("npm" === input.source)
            return _io4(input);
        else if ("directory" === input.source)
            return _io6(input);
        else if ("file" === input.source)
            return _io5(input);
        else if ("skills-dir" === input.source)
            return _io7(input);
        else if ("hostPattern" === input.source)
            return _io8(input);
        else if ("pathPattern" === input.source)
            return _io9(input);
        else if ("settings" === input.source)
            return _io10(input);
        else
            return false;
    })(); const _iu1 = (input: any): any => (() => {
        if ("npm" === input.source)
            return _io12(input);
        else if ("url" === input.source)
            return _io13(input);
        else if ("github" === input.source)
            return _io14(input);
        else if ("git-subdir" === input.source)
            return _io15(input);
        else if ("archive" === input.source)
            return _io16(input);
        else if ("command" === input.source)
            return _io17(input);
        else if ("unsupported" === input.source)
            return _io18(input);
        else
            return false;
    })(); return (input: any): boolean => Array.isArray(input) && input.every((elem: any) => "object" === typeof elem && null !== elem && _iu0(elem)); })(),
    "\"claudeai\" | \"console\" | \"gateway\"": (() => { return (input: any): boolean => "claudeai" === input || "console" === input || "gateway" === input; })(),
    "\"first-wins\" | \"merge\"": (() => { return (input: any): boolean => "first-wins" === input || "merge" === input; })(),
    "string | string[]": (() => { return (input: any): boolean => null !== input && undefined !== input && ("string" === typeof input || Array.isArray(input) && input.every((elem: any) => "string" === typeof elem)); })(),
    "(\"gateway\" | \"anthropic\" | \"customEndpoint\" | \"bedrock\" | \"vertex\" | \"foundry\" | \"anthropicAws\" | \"mantle\")[]": (() => { return (input: any): boolean => Array.isArray(input) && input.every((elem: any) => "gateway" === elem || "anthropic" === elem || "customEndpoint" === elem || "bedrock" === elem || "vertex" === elem || "foundry" === elem || "anthropicAws" === elem || "mantle" === elem); })(),
    "\"default\" | \"verbose\" | \"focus\"": (() => { return (input: any): boolean => "default" === input || "verbose" === input || "focus" === input; })(),
    "number": (() => { return (input: any): boolean => "number" === typeof input; })(),
    "Settings[\"sandbox\"][\"credentials\"][\"files\"]": (() => { const _io0 = (input: any): boolean => "string" === typeof input.path && ("deny" === input.mode || "mask" === input.mode) && (undefined === input.extract || "string" === typeof input.extract) && (undefined === input.onExtractNoMatch || "deny" === input.onExtractNoMatch || "warn" === input.onExtractNoMatch || "error" === input.onExtractNoMatch) && (undefined === input.decode || "jwt" === input.decode) && (undefined === input.maskClaims || Array.isArray(input.maskClaims) && input.maskClaims.every((elem: any) => "string" === typeof elem)) && (undefined === input.maskDuplicates || "boolean" === typeof input.maskDuplicates) && (undefined === input.injectHosts || Array.isArray(input.injectHosts) && input.injectHosts.every((elem: any) => "string" === typeof elem)); return (input: any): boolean => Array.isArray(input) && input.every((elem: any) => "object" === typeof elem && null !== elem && _io0(elem)); })(),
    "Settings[\"sandbox\"][\"credentials\"][\"envVars\"]": (() => { const _io0 = (input: any): boolean => "string" === typeof input.name && ("deny" === input.mode || "mask" === input.mode) && (undefined === input.extract || "string" === typeof input.extract) && (undefined === input.onExtractNoMatch || "deny" === input.onExtractNoMatch || "warn" === input.onExtractNoMatch || "error" === input.onExtractNoMatch) && (undefined === input.decode || "jwt" === input.decode) && (undefined === input.maskClaims || Array.isArray(input.maskClaims) && input.maskClaims.every((elem: any) => "string" === typeof elem)) && (undefined === input.injectHosts || Array.isArray(input.injectHosts) && input.injectHosts.every((elem: any) => "string" === typeof elem)); return (input: any): boolean => Array.isArray(input) && input.every((elem: any) => "object" === typeof elem && null !== elem && _io0(elem)); })(),
    "Settings[\"sandbox\"][\"credentials\"][\"awsPairs\"]": (() => { const _io0 = (input: any): boolean => "string" === typeof input.accessKeyIdVar && "string" === typeof input.secretAccessKeyVar && (undefined === input.sessionTokenVar || "string" === typeof input.sessionTokenVar); return (input: any): boolean => Array.isArray(input) && input.every((elem: any) => "object" === typeof elem && null !== elem && _io0(elem)); })(),
    "\"deny\" | \"passthrough\"": (() => { return (input: any): boolean => "deny" === input || "passthrough" === input; })(),
    "SandboxIgnoreViolations": (() => { const _io0 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return Array.isArray(value) && value.every((elem: any) => "string" === typeof elem);
    }); return (input: any): boolean => "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input); })(),
    "Settings[\"sandbox\"][\"ripgrep\"]": (() => { const _io0 = (input: any): boolean => "string" === typeof input.command && (undefined === input.args || Array.isArray(input.args) && input.args.every((elem: any) => "string" === typeof elem)); return (input: any): boolean => "object" === typeof input && null !== input && _io0(input); })(),
    "number, minimum 0, maximum 1": (value: unknown) => (() => { const _io0 = (input: any): boolean => undefined === input.feedbackSurveyRate || "number" === typeof input.feedbackSurveyRate && (0 <= input.feedbackSurveyRate && input.feedbackSurveyRate <= 1); return (input: any): boolean => "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input); })()({ feedbackSurveyRate: value }),
    "\"off\" | \"notify\" | \"quiet\"": (() => { return (input: any): boolean => "off" === input || "notify" === input || "quiet" === input; })(),
    "Settings[\"spinnerVerbs\"]": (() => { const _io0 = (input: any): boolean => ("append" === input.mode || "replace" === input.mode) && (Array.isArray(input.verbs) && input.verbs.every((elem: any) => "string" === typeof elem)); return (input: any): boolean => "object" === typeof input && null !== input && _io0(input); })(),
    "Settings[\"spinnerTipsOverride\"][\"tips\"]": (() => { const _io0 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return true;
    }); return (input: any): boolean => Array.isArray(input) && input.every((elem: any) => null !== elem && undefined !== elem && ("string" === typeof elem || "object" === typeof elem && null !== elem && false === Array.isArray(elem) && _io0(elem))); })(),
    "number, minimum 40": (value: unknown) => (() => { const _io0 = (input: any): boolean => undefined === input.maxProseWidth || "number" === typeof input.maxProseWidth && 40 <= input.maxProseWidth; return (input: any): boolean => "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input); })()({ maxProseWidth: value }),
    "\"5m\" | \"1h\"": (() => { return (input: any): boolean => "5m" === input || "1h" === input; })(),
    "\"medium\" | \"low\" | \"high\" | \"xhigh\"": (() => { return (input: any): boolean => "medium" === input || "low" === input || "high" === input || "xhigh" === input; })(),
    "\"medium\" | \"low\" | \"high\" | \"xhigh\" | \"max\"": (() => { return (input: any): boolean => "medium" === input || "low" === input || "high" === input || "xhigh" === input || "max" === input; })(),
    "Settings[\"modelSettings\"]": (() => { const _io0 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return "object" === typeof value && null !== value && false === Array.isArray(value) && _io1(value);
    }); const _io1 = (input: any): boolean => (undefined === input.effortLevel || "medium" === input.effortLevel || "low" === input.effortLevel || "high" === input.effortLevel || "xhigh" === input.effortLevel) && (undefined === input.maxEffortLevel || "medium" === input.maxEffortLevel || "low" === input.maxEffortLevel || "high" === input.maxEffortLevel || "xhigh" === input.maxEffortLevel || "max" === input.maxEffortLevel) && (undefined === input.autoCompactWindow || "auto" === input.autoCompactWindow || "number" === typeof input.autoCompactWindow) && Object.keys(input).every((key: any) => {
        if (["effortLevel", "maxEffortLevel", "autoCompactWindow"].some((prop: any) => key === prop))
            return true;
        const value = input[key];
        if (undefined === value)
            return true;
        return true;
    }); return (input: any): boolean => "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input); })(),
    "number, minimum 100000": (value: unknown) => (() => { const _io0 = (input: any): boolean => undefined === input.autoCompactWindow || "number" === typeof input.autoCompactWindow && 100000 <= input.autoCompactWindow; return (input: any): boolean => "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input); })()({ autoCompactWindow: value }),
    "\"5m\" | \"60s\" | \"10m\" | \"never\"": (() => { return (input: any): boolean => "5m" === input || "60s" === input || "10m" === input || "never" === input; })(),
    "Settings[\"pluginConfigs\"]": (() => { const _io0 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return "object" === typeof value && null !== value && false === Array.isArray(value) && _iu0(value);
    }); const _io1 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return true;
    }); const _io2 = (input: any): boolean => (undefined === input.mcpServers || "object" === typeof input.mcpServers && null !== input.mcpServers && false === Array.isArray(input.mcpServers) && _io3(input.mcpServers)) && (undefined === input.options || "object" === typeof input.options && null !== input.options && false === Array.isArray(input.options) && _io4(input.options)); const _io3 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return "object" === typeof value && null !== value && false === Array.isArray(value) && _io4(value);
    }); const _io4 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return null !== value && undefined !== value && ("string" === typeof value || "number" === typeof value || "boolean" === typeof value || Array.isArray(value) && value.every((elem: any) => "string" === typeof elem));
    }); const _iu0 = (input: any): any => (() => {
        if (_io1(input))
            return _io1(input);
        if (_io2(input))
            return _io2(input);
        return false;
    })(); return (input: any): boolean => "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input); })(),
    "\"latest\" | \"stable\" | \"rc\"": (() => { return (input: any): boolean => "latest" === input || "stable" === input || "rc" === input; })(),
    "\"default\" | \"fullscreen\"": (() => { return (input: any): boolean => "default" === input || "fullscreen" === input; })(),
    "\"hold\" | \"tap\"": (() => { return (input: any): boolean => "hold" === input || "tap" === input; })(),
    "Settings[\"allowedChannelPlugins\"]": (() => { const _io0 = (input: any): boolean => "string" === typeof input.marketplace && "string" === typeof input.plugin; return (input: any): boolean => Array.isArray(input) && input.every((elem: any) => "object" === typeof elem && null !== elem && _io0(elem)); })(),
    "Settings[\"sshConfigs\"]": (() => { const _io0 = (input: any): boolean => "string" === typeof input.id && "string" === typeof input.name && "string" === typeof input.sshHost && (undefined === input.sshPort || "number" === typeof input.sshPort) && (undefined === input.sshIdentityFile || "string" === typeof input.sshIdentityFile) && (undefined === input.startDirectory || "string" === typeof input.startDirectory); return (input: any): boolean => Array.isArray(input) && input.every((elem: any) => "object" === typeof elem && null !== elem && _io0(elem)); })(),
    "unknown[]": (() => { return (input: any): boolean => Array.isArray(input); })(),
    "\"normal\" | \"vim\"": (() => { return (input: any): boolean => "normal" === input || "vim" === input; })(),
    "\"classic\" | \"readline\"": (() => { return (input: any): boolean => "classic" === input || "readline" === input; })(),
    "Settings[\"vimInsertModeRemaps\"]": (() => { const _io0 = (input: any): boolean => Object.keys(input).every((key: any) => {
        const value = input[key];
        if (undefined === value)
            return true;
        return true;
    }); return (input: any): boolean => "object" === typeof input && null !== input && false === Array.isArray(input) && _io0(input); })(),
    "\"auto\" | \"iterm2\" | \"terminal_bell\" | \"iterm2_with_bell\" | \"kitty\" | \"ghostty\" | \"notifications_disabled\"": (() => { return (input: any): boolean => "auto" === input || "iterm2" === input || "terminal_bell" === input || "iterm2_with_bell" === input || "kitty" === input || "ghostty" === input || "notifications_disabled" === input; })(),
    "\"auto\" | \"iterm2\" | \"tmux\" | \"in-process\"": (() => { return (input: any): boolean => "auto" === input || "iterm2" === input || "tmux" === input || "in-process" === input; })(),
    "\"transient\" | \"ask\"": (() => { return (input: any): boolean => "transient" === input || "ask" === input; })(),
    "\"hold\" | \"accept\" | \"refuse\"": (() => { return (input: any): boolean => "hold" === input || "accept" === input || "refuse" === input; })(),
    "\"chat\" | \"transcript\"": (() => { return (input: any): boolean => "chat" === input || "transcript" === input; })(),
};
/** Of these a wrong value is left out, alone; a wrong value of any other setting spoils the file. */
export const FORGIVEN_SETTINGS: ReadonlySet<string> = new Set([
    "additionalMarketplaces",
    "allowedMcpServers",
    "allowedProviders",
    "appendPlugins",
    "askUserQuestionTimeout",
    "attributionProjectPolicy",
    "attributionProjectPolicy.default",
    "autoCompactWindow",
    "availableModelsMatch",
    "bashOutputMaxChars",
    "crossSessionInbound",
    "deniedMcpServers",
    "deniedModels",
    "desktopMcpServersListScope",
    "dialogExpiry",
    "editorMode",
    "effortLevel",
    "extraKnownMarketplaces",
    "footerLinksRegexes",
    "forceLoginGatewayUrl",
    "forceLoginMethod",
    "gatewayInternalNetworks",
    "hooks",
    "keybindingFlavor",
    "managedMcpServers",
    "maxEffortLevel",
    "maxProseWidth",
    "modelPicker",
    "modelPricing",
    "modelPricing.multiplier",
    "modelPricing.overrides",
    "modelSettings",
    "permissions.blockReadsExemptPaths",
    "permissions.workingDirectoriesAsGiven",
    "permissions.workingDirectoriesExclude",
    "policyHelper",
    "preferredNotifChannel",
    "prependPlugins",
    "promptCacheTtl",
    "sandbox.bwrapPath",
    "sandbox.socatPath",
    "spellcheck",
    "spellcheck.checker",
    "spellcheck.color",
    "spellcheck.enabled",
    "spellcheck.language",
    "spinnerTipsOverride",
    "spinnerTipsOverride.excludeDefault",
    "spinnerTipsOverride.label",
    "spinnerTipsOverride.tipsFile",
    "sshHostCommands",
    "strictPluginOnlyCustomization",
    "subagentPromptCacheTtl",
    "subagentStatusLine",
    "taskOutputMaxChars",
    "teammateMode",
    "theme",
    "ultracode",
    "viewMode",
    "vimInsertModeRemaps",
    "worktree.bgIsolation",
    "worktree.location"
]);
/** Of these `null` is as good as nothing; of any other setting it is a wrong value. */
export const NULLABLE_SETTINGS: ReadonlySet<string> = new Set([
    "allowManagedHooksOnly",
    "allowManagedMcpServersOnly",
    "allowManagedPermissionRulesOnly",
    "allowedMarketplaces",
    "autoContinueAtUsageLimit",
    "autoUploadSessions",
    "blockedMarketplaces",
    "channelsEnabled",
    "disableAgentView",
    "disableArtifact",
    "disableAutoMode",
    "disableBundledSkills",
    "disableClaudeAiConnectors",
    "disableCommandPluginSources",
    "disableDeepLinkRegistration",
    "disableRemoteControl",
    "disableSideloadFlags",
    "disableSkillShellExecution",
    "disableWindowsBashCommandSplit",
    "disableWorkflows",
    "enableAllProjectMcpServers",
    "enableArtifact",
    "enableWorkflows",
    "enforceAvailableModels",
    "fastModePerSessionOptIn",
    "feedbackDrafts",
    "fileCheckpointingEnabled",
    "isolatePeerMachines",
    "remoteControlAtStartup",
    "skipAutoPermissionPrompt",
    "skipDangerousModePermissionPrompt",
    "skipWebFetchPreflight",
    "strictKnownMarketplaces",
    "syncClaudeAiPlugins",
    "syncClaudeAiSkills",
    "useAutoModeDuringPlan"
]);
