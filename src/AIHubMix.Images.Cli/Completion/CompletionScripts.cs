namespace AIHubMix.Images.Cli.Completion;

/// <summary>Scripts that ask the tool itself what can be completed.</summary>
internal static class CompletionScripts
{
    // Bash takes what stands behind = and : for a word of its own, so that candidates are cut there.
    private const string Bash =
        """
        # bash completion of aihubmix-images: put  eval "$(aihubmix-images completion bash)"  into ~/.bashrc
        _aihubmix_images() {
          local line="${COMP_LINE:0:COMP_POINT}" word begun candidate
          word="${line##*[[:space:]]}"
          begun="${word%"${word##*[=:]}"}"
          COMPREPLY=()
          while IFS= read -r candidate; do
            candidate="${candidate%$'\r'}"
            [[ -n $candidate && $candidate == "$word"* ]] && COMPREPLY+=("${candidate#"$begun"}")
          done < <("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)
          if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then
            compopt -o nospace 2>/dev/null
          fi
        }
        complete -o default -F _aihubmix_images aihubmix-images

        """;

    private const string Zsh =
        """
        #compdef aihubmix-images
        # zsh completion of aihubmix-images: put  eval "$(aihubmix-images completion zsh)"  into ~/.zshrc, behind compinit
        _aihubmix_images() {
          local line="${(j: :)words[1,CURRENT]}"
          local -a candidates open closed
          candidates=("${(@f)$(aihubmix-images "[suggest:${#line}]" "$line" 2>/dev/null)}")
          candidates=(${candidates:#})
          open=(${(M)candidates:#*=})
          closed=(${candidates:#*=})
          (( $#closed )) && compadd -- $closed
          (( $#open )) && compadd -S '' -- $open
          (( $#candidates )) || _files
        }
        compdef _aihubmix_images aihubmix-images

        """;

    private const string Fish =
        """
        # fish completion of aihubmix-images: aihubmix-images completion fish > ~/.config/fish/completions/aihubmix-images.fish
        function __aihubmix_images
          set -l line (commandline -cp)
          aihubmix-images "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c aihubmix-images -a '(__aihubmix_images)'

        """;

    private const string PowerShell =
        """
        # PowerShell completion of aihubmix-images: put  aihubmix-images completion pwsh | Out-String | Invoke-Expression  into $PROFILE
        Register-ArgumentCompleter -Native -CommandName aihubmix-images -ScriptBlock {
          param($word, $ast, $position)
          $line = "$ast".PadRight($position)
          aihubmix-images "[suggest:$position]" "$line" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }

        """;

    /// <summary>The shells that there are scripts for.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    public static string For(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => PowerShell,
    };
}
