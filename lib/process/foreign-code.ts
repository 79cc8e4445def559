// Which environment variables make programs load or run foreign code: a rule for each class, not a list of names.

interface Class {
  /** What variables of this class do. */
  readonly does: string;
  readonly names: RegExp;
  /** Those of the same family that only say who, when, or how fast. */
  readonly harmless?: RegExp;
}

// Names are compared in capitals: Windows does not tell them apart, and npm reads either.
const CLASSES: readonly Class[] = [
  {
    does: "tell the loader which libraries to load",
    names:
      /(?:^|_)(?:LD|DYLD|RLD)_|^(?:LIBPATH|SHLIB_PATH|GCONV_PATH|LOCPATH|NLSPATH|GLIBC_TUNABLES)$|^OPENSSL_(?:CONF|ENGINES|MODULES)$|^(?:GTK|QT|GIO|GST|GDK|ALSA|VK)_\w*(?:MODULE|PLUGIN|DRIVER|ICD|LAYER|PATH)/,
  },
  {
    does: "tell an interpreter where code is, or what to run first",
    names:
      /^(?:BUN|COMPLUS|COR|CORECLR|DENO|DOTNET|ERL|GUILE|JULIA|LUA|MONO|PERL|PHP|PYTHON|R|RUBY)_|^(?:ERL|GUILE|LUA|PERL|PYTHON|RUBY|TCL)[A-Z0-9]|^(?:BASH_LOADABLES_|CLASS|EMACSLOAD|F|NODE_)PATH$|^(?:BUNDLE_GEMFILE|IRBRC|PHPRC|PSQLRC|PYTEST_PLUGINS|NODE_REPL_EXTERNAL_MODULE)$/,
    harmless:
      /^PYTHON(?:UNBUFFERED|DONTWRITEBYTECODE|IOENCODING|UTF8|HASHSEED|NOUSERSITE|FAULTHANDLER)$|^BUN_INSTALL$|^DENO_(?:DIR|INSTALL(?:_ROOT)?|AUTH_TOKENS|NO_UPDATE_CHECK|CERT|TLS_CA_STORE)$|^DOTNET_(?:ROOT|CLI_TELEMETRY_OPTOUT|NOLOGO)$/,
  },
  {
    does: "are read by a shell when it starts, or run by it with each command",
    names:
      /^(?:BASH_ENV|ENV|ZDOTDIR|SHELLOPTS|BASHOPTS|PROMPT_COMMAND|PS[0-4]|IFS|CDPATH|GLOBIGNORE|INPUTRC)$/,
  },
  {
    does: "add options to a program that is started",
    names:
      /(?:^|_)(?:OPTIONS|OPTS?|ADDOPTS|CLI_ARGS(?:_\w+)?|ARGS)$|^(?:GREP|RSYNC|ZIP)OPT$|^(?:C|CGO_\w+|CPP|CXX|GO|LD|M|MAKE|RUST\w*|CARGO_\w+|ERL_\w+)FLAGS$|^(?:ACKRC|CURL_HOME|EXINIT|GZIP|LESS|MAKEFILES|RIPGREP_CONFIG_PATH|UNZIP|VIMINIT|WGETRC|XZ_DEFAULTS|ZIPINFO)$|^(?:BAT|FZF)_/,
    harmless: /^(?:ANTHROPIC|CLAUDE)_/,
  },
  {
    does: "name a program that another one runs",
    names:
      /(?:EDITOR|PAGER|ASKPASS)$|(?:^|_)(?:VISUAL|BROWSER|LAUNCHER|LINKER|RSH|RUNNER|WRAPPER)$|^LESS(?:OPEN|CLOSE)$|^(?:CVS|SVN)_SSH$|^NPM_(?:NODE_)?EXECPATH$|^(?:RUSTC|RUSTDOC|SSLKEYLOGFILE)$/,
  },
  {
    does: "tell git which programs, configuration or repository to use",
    names: /^GIT_/,
    harmless:
      /^GIT_(?:(?:AUTHOR|COMMITTER)_\w+|TERMINAL_PROMPT|OPTIONAL_LOCKS|CEILING_DIRECTORIES|LFS_SKIP_SMUDGE|MERGE_AUTOEDIT|(?:\w+_)?(?:BRANCH|COMMIT|SHA|TAG|TOKEN|URL|USER\w*))$/,
  },
  {
    does: "configure a package manager: its scripts, shells, plugins, options for Node",
    names: /^P?NPM_CONFIG_|^YARN_|^(?:PIP|UV)_CONFIG_FILE$|^CARGO_(?:ALIAS|BUILD|TARGET)_/,
    harmless:
      /^P?NPM_CONFIG_(?:\w*REGISTRY|CACHE|(?:HTTPS?_)?PROXY|NOPROXY|CA|CAFILE|STRICT_SSL|USER_AGENT|LOGLEVEL|AUDIT|FUND|OFFLINE|PREFER_OFFLINE|UPDATE_NOTIFIER|YES)$|^YARN_(?:CACHE_FOLDER|NPM_REGISTRY_SERVER|HTTPS?_PROXY|ENABLE_\w+)$|^CARGO_TARGET_DIR$/,
  },
];

/** What programs take for a name; exported shell functions have others, and so have attempts to smuggle. */
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Windows itself sets `ProgramFiles(x86)`. */
const WINDOWS_IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_()]*$/;

/**
 * Why a variable is kept from the CLI.
 *
 * @returns The end of the sentence "variables that …", or undefined for one that may pass.
 */
export function foreignCode(name: string, platform: string): string | undefined {
  if (!(platform === "win32" ? WINDOWS_IDENTIFIER : IDENTIFIER).test(name)) return "have no proper name";
  const upper = name.toUpperCase();
  return CLASSES.find(({ names, harmless }) => names.test(upper) && harmless?.test(upper) !== true)?.does;
}
